/** A cure without the command line's own words: in the window a button stands beside it. */
export function cureInWindow(cure: string): string {
  return cure
    .replace(/\s*\((--leave-behind|signalbox) [^)]*\)/g, '')
    .replace(/: signalbox incidents acknowledge \S+ --note TEXT/, '');
}

/** A way out without the command line's own words: in the window it has a page. */
export function wayInWindow(way: string): string {
  return way.replace(/: signalbox operations show \S+$/, ': its page has what is open of these, and why.');
}

/** Options that have a field of their own in the window; what is on the command line alone is said there as well. */
const fields = [
  ...['leave-behind', 'overwrite', 'not-logged', 'coordinates-from', 'position', 'gtid', 'gtid-auto', 'by', 'pair'],
  ...['drop-own-log', 'with-filters'],
];
const hint = new RegExp(`\\s*\\((?:signalbox |--(?:${fields.join('|')})(?![\\w-]))[^)]*\\)`, 'g');

/** A cure without the command line's own words: in the window a button stands beside it. */
export function cureInWindow(cure: string): string {
  return cure.replace(hint, '').replace(/: signalbox incidents acknowledge \S+ --note TEXT/, '');
}

/** A way out without the command line's own words: in the window it has a page. */
export function wayInWindow(way: string): string {
  return way.replace(/: signalbox operations show \S+$/, ': its page has what is open of these, and why.');
}

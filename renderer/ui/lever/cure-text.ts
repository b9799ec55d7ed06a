/** A cure without the command line's own words: in the window a button stands beside it. */
export function cureInWindow(cure: string): string {
  return cure.replace(/\s*\(--leave-behind [^)]*\)/g, '');
}

/** The digits of a whole number in groups of three from the right: 15204113 → ['15', '204', '113']. */
export function digitGroups(value: number): readonly string[] {
  return String(value)
    .replace(/\B(?=(\d{3})+$)/g, ' ')
    .split(' ');
}

/** A count with its thousands apart: `1 234 567`. */
export function countText(count: number): string {
  return String(Math.round(count)).replace(/\B(?=(\d{3})+(?!\d))/g, '\u202F');
}

/** `640 MB/s` with the digits that matter; `86 kB/s` below a tenth of one. */
export function speedText(bytesPerSecond: number): string {
  if (bytesPerSecond < 100_000) return bytesPerSecond === 0 ? '0 MB/s' : `${(bytesPerSecond / 1000).toFixed(0)} kB/s`;
  const megabytes = bytesPerSecond / 1_000_000;
  return `${megabytes >= 100 ? megabytes.toFixed(0) : megabytes.toFixed(1)} MB/s`;
}

/** `1 table`, `2 tables`. */
export function tablesText(count: number): string {
  return count === 1 ? '1 table' : `${countText(count)} tables`;
}

/** `1 row`, `2 rows`. */
export function rowsText(count: number): string {
  return count === 1 ? '1 row' : `${countText(count)} rows`;
}

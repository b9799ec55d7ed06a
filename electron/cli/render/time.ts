/** `2026-11-23T15:04:05.000Z` for programs; null stays null. */
export function isoTime(epochMs: number): string;
export function isoTime(epochMs: number | null): string | null;
export function isoTime(epochMs: number | null): string | null {
  return epochMs === null ? null : new Date(epochMs).toISOString();
}

/** `2026-11-23 15:04:05` in the time zone of whoever reads it. */
export function localTime(epochMs: number): string {
  return new Date(epochMs).toLocaleString('sv-SE');
}

/** `340 ms`, `2.5 s`, `3 min`. */
export function formatMs(ms: number): string {
  if (ms < 1000) return `${String(Math.round(ms))} ms`;
  if (ms < 120_000) return `${(ms / 1000).toFixed(1)} s`;
  return `${String(Math.round(ms / 60_000))} min`;
}

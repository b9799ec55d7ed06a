const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** A span in one unit, rounded down: `3 s`, `4 min`, `2 h`, `3 days`. Negative spans (clocks differ) are `0 s`. */
export function spanText(ms: number): string {
  if (ms < minute) return `${Math.max(0, Math.floor(ms / second))} s`;
  if (ms < hour) return `${Math.floor(ms / minute)} min`;
  if (ms < day) return `${Math.floor(ms / hour)} h`;
  const days = Math.floor(ms / day);
  return days === 1 ? '1 day' : `${days} days`;
}

/** `3 s ago`. */
export function ageText(at: number, now: number): string {
  return `${spanText(now - at)} ago`;
}

/** A lag in seconds with the digits that matter: `0.1 s`, `42 s`, `6 min`, `2.5 h`. */
export function lagText(seconds: number): string {
  if (seconds < 0.05) return '0 s';
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 120) return `${seconds.toFixed(0)} s`;
  if (seconds < 7200) return `${(seconds / 60).toFixed(0)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}

/** A measured time in ms: `47 ms`, `3.2 s`, `2 min 5 s`. */
export function durationText(ms: number): string {
  if (ms < 1000) return `${ms.toFixed(0)} ms`;
  if (ms < minute) return `${(ms / second).toFixed(1)} s`;
  return `${Math.floor(ms / minute)} min ${Math.floor((ms % minute) / second)} s`;
}

/** Date and time of day to the second, in the reader's time zone: `2026-11-23 14:02:05`. */
export function timeText(at: number): string {
  const date = new Date(at);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

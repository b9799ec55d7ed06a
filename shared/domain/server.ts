/** A server's name inside Signalbox: the canonical address `host:port` under which it was first reached. */
export type ServerId = string;

export type Family = 'mysql' | 'mariadb';

export interface Version {
  readonly family: Family;
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
  /** As the server says it, e.g. `10.11.19-MariaDB-0+deb12u1-log`. */
  readonly text: string;
}

/** Reads `SELECT @@version, @@version_comment`-style text into a version. Unreadable text gives 0.0.0. */
export function parseVersion(text: string): Version {
  const match = /^(?:5\.5\.5-)?(\d+)\.(\d+)\.(\d+)/.exec(text);
  return {
    family: /mariadb/i.test(text) ? 'mariadb' : 'mysql',
    major: Number(match?.[1] ?? 0),
    minor: Number(match?.[2] ?? 0),
    patch: Number(match?.[3] ?? 0),
    text,
  };
}

/** Is `version` at least `major.minor.patch`? Compares numbers only; families are the caller's business. */
export function atLeast(version: Version, major: number, minor = 0, patch = 0): boolean {
  if (version.major !== major) return version.major > major;
  if (version.minor !== minor) return version.minor > minor;
  return version.patch >= patch;
}

/** `10.11.19`: what people compare. */
export function shortVersion(version: Version): string {
  return `${String(version.major)}.${String(version.minor)}.${String(version.patch)}`;
}

const outages: readonly string[] = ['server-connection-lost', 'server-unreachable', 'server-timeout'];

/** Is it the way to a server that failed, rather than an answer of it? `code`: of a SignalboxError or a reading. */
export function isOutage(code: string): boolean {
  return outages.includes(code);
}

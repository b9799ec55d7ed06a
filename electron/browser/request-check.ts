import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether a request was addressed to this machine's loopback by name. A page elsewhere that has its own name resolve to
 * 127.0.0.1 (DNS rebinding) still sends its own name. Any port will do: behind an SSH forward it is another than ours.
 */
export function hasLoopbackHost(headers: IncomingHttpHeaders): boolean {
  return /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?$/i.test(headers.host ?? '');
}

/** Whether it comes from our own page, or from no page at all (an address typed or opened). */
export function hasOwnOrNoOrigin(headers: IncomingHttpHeaders): boolean {
  return headers.origin === undefined || hasOwnOrigin(headers);
}

/** Whether it comes from our own page: that is, from the very host and port that it is addressed to. */
export function hasOwnOrigin(headers: IncomingHttpHeaders): boolean {
  return headers.host !== undefined && headers.origin?.toLowerCase() === `http://${headers.host.toLowerCase()}`;
}

import { byte, byteClass } from './bytes.ts';

/** Where a scan of a statement's code is, and what it counted so far. */
export interface CodePlace {
  at: number;
  line: number;
  /** Open parentheses. */
  depth: number;
  /** Parentheses opened at depth 0. */
  groups: number;
  /** The quote of the string that `at` is in; 0 outside. */
  inside: number;
}

const shortString = 48; // bytes: up to here a loop is quicker than a call of indexOf

/**
 * Goes on from `place` to the first byte that needs a closer look: what may be a comment or the delimiter, the end of a
 * top-level group that no other follows, or a string that is long or not all here (`inside` is then its quote). At the
 * end of the bytes `at` is `end`. One loop on local variables: all of a dump's bytes go through it.
 */
export function scanCode(place: CodePlace, bytes: Buffer, end: number, classes: Uint8Array): void {
  let { at, line, depth, groups } = place;
  for (;;) {
    while (at < end && classes[bytes[at] as number] === byteClass.plain) at += 1;
    if (at >= end) break;
    const code = bytes[at] as number;
    const found = classes[code];
    if (found === byteClass.quote) {
      const stop = Math.min(end, at + shortString);
      at += 1;
      let inner = 0;
      while (at < stop && (inner = bytes[at] as number) !== code && inner !== byte.backslash) {
        if (inner === byte.newline) line += 1;
        at += 1;
      }
      if (inner !== code) {
        place.inside = code;
        break;
      }
      at += 1;
    } else if (found === byteClass.open) {
      if (depth === 0) groups += 1;
      depth += 1;
      at += 1;
    } else if (found === byteClass.newline) {
      line += 1;
      at += 1;
    } else if (found === byteClass.dash && at + 1 < end && bytes[at + 1] !== byte.dash) {
      at += 1;
    } else if (found !== byteClass.close) {
      break;
    } else if (depth > 1) {
      depth -= 1;
      at += 1;
    } else if (at + 2 < end && bytes[at + 1] === byte.comma && bytes[at + 2] === byte.open) {
      groups += 1;
      at += 3;
    } else {
      break;
    }
  }
  place.at = at;
  place.line = line;
  place.depth = depth;
  place.groups = groups;
}

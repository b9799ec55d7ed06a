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

// Constants of this module are folded into the loop; properties of an imported object halve its speed.
const plain = 0;
const aQuote = 1;
const aNewline = 2;
const anOpen = 3;
const aClose = 4;
const aDash = 5;
const special = 6;

const newline = 10;
const open = 40;
const comma = 44;
const dash = 45;
const backslash = 92;

const shortString = 48; // bytes: up to here a loop is quicker than a call of indexOf

/** Byte → what `scanCode` does at it, for a delimiter that begins with `first`. */
export function classesFor(first: number): Uint8Array {
  const classes = new Uint8Array(256);
  for (const quote of '\'"`') classes[quote.charCodeAt(0)] = aQuote;
  classes[newline] = aNewline;
  classes[open] = anOpen;
  classes[open + 1] = aClose;
  classes[dash] = aDash;
  for (const mark of '#/') classes[mark.charCodeAt(0)] = special;
  classes[first] = special;
  return classes;
}

/**
 * Goes on from `place` to the first byte that needs a closer look: what may be a comment or the delimiter, the end of a
 * top-level group that no other follows, anything but plain code in the last three bytes, or a string that is long or
 * not all here (`inside` is then its quote). At the end of the bytes `at` is `end`. One loop on local variables: all of
 * a dump's bytes go through it.
 */
export function scanCode(place: CodePlace, bytes: Buffer, end: number, classes: Uint8Array): void {
  let { at, line, depth, groups } = place;
  const last = end - 3; // up to here what follows can be looked at without asking
  scan: for (;;) {
    let code = 0;
    let found = plain;
    while (at < end && (found = classes[(code = bytes[at] as number)] as number) === plain) at += 1;
    if (at >= last) break;
    switch (found) {
      case aQuote: {
        const stop = at + shortString < end ? at + shortString : end;
        let inner = 0;
        at += 1;
        while (at < stop) {
          inner = bytes[at] as number;
          if (inner === code || inner === backslash) break;
          if (inner === newline) line += 1;
          at += 1;
        }
        if (inner !== code) {
          place.inside = code;
          break scan;
        }
        at += 1;
        break;
      }
      case aNewline:
        line += 1;
        at += 1;
        break;
      case anOpen:
        if (depth === 0) groups += 1;
        depth += 1;
        at += 1;
        break;
      case aClose:
        if (depth > 1) {
          depth -= 1;
          at += 1;
        } else if (bytes[at + 1] === comma && bytes[at + 2] === open) {
          groups += 1;
          at += 3;
        } else if (bytes[at + 1] === comma && bytes[at + 2] === newline && bytes[at + 3] === open) {
          groups += 1;
          line += 1;
          at += 4;
        } else {
          break scan;
        }
        break;
      case aDash:
        if (bytes[at + 1] === dash) break scan;
        at += 1;
        break;
      default:
        break scan;
    }
  }
  place.at = at;
  place.line = line;
  place.depth = depth;
  place.groups = groups;
}

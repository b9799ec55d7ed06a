/** A slow and obvious scanner of a whole dump, a character at a time (latin1: a byte a character), to compare with. */
export interface ReferencePiece {
  readonly kind: 'statement' | 'comment' | 'delimiter';
  readonly offset: number;
  readonly line: number;
  readonly text: string;
  readonly terminated: boolean;
}

const space = ' \t\n\v\f\r';

/** The pieces of a dump; `null` at the end says that it ends inside a string or a comment. */
export function referencePieces(text: string, noBackslashEscapes = false): readonly (ReferencePiece | null)[] {
  const pieces: (ReferencePiece | null)[] = [];
  let delimiter = ';';
  let at = 0;
  const lineOf = (place: number) => text.slice(0, place).split('\n').length;
  while (at < text.length) {
    if (space.includes(text.charAt(at))) {
      at += 1;
      continue;
    }
    if (text.startsWith(delimiter, at)) {
      at += delimiter.length;
      continue;
    }
    const start = at;
    const piece = (kind: ReferencePiece['kind'], until: number, terminated = true): ReferencePiece => ({
      kind,
      offset: start,
      line: lineOf(start),
      text: text.slice(start, until),
      terminated,
    });
    if (text.startsWith('#', at) || text.startsWith('--', at)) {
      const end = text.indexOf('\n', at);
      const until = end < 0 ? text.length : end;
      pieces.push(piece('comment', end > 0 && text[end - 1] === '\r' ? end - 1 : until));
      at = until;
      continue;
    }
    if (text.startsWith('/*M!999999\\-', at) || isPlainComment(text, at)) {
      const end = text.indexOf('*/', at + 2);
      pieces.push(end < 0 ? null : piece('comment', end + 2));
      if (end < 0) return pieces;
      at = end + 2;
      continue;
    }
    const line = /^delimiter[ \t\v\f\r]+(\S+)[^\n]*(?=\n|$)/i.exec(text.slice(at));
    const isShort = line !== null && line[0].length < 1024;
    if (line !== null && isShort) {
      pieces.push(piece('delimiter', at + line[0].length));
      delimiter = line[1] ?? '';
      at += line[0].length;
      continue;
    }
    for (;;) {
      if (at >= text.length) {
        pieces.push(piece('statement', at, false));
        break;
      }
      if (text.startsWith(delimiter, at)) {
        pieces.push(piece('statement', at));
        at += delimiter.length;
        break;
      }
      const next = afterToken(text, at, noBackslashEscapes);
      if (next === null) {
        pieces.push(null);
        return pieces;
      }
      at = next;
    }
  }
  return pieces;
}

function isPlainComment(text: string, at: number): boolean {
  return text.startsWith('/*', at) && !text.startsWith('/*!', at) && !text.startsWith('/*M!', at);
}

/** Where a character, string or comment ends; null when the text ends before. */
function afterToken(text: string, at: number, noBackslashEscapes: boolean): number | null {
  const first = text.charAt(at);
  if (first === "'" || first === '"' || first === '`') return afterString(text, at, noBackslashEscapes);
  const isDashes = text.startsWith('--', at) && (at + 2 >= text.length || text.charCodeAt(at + 2) <= 32);
  if (first === '#' || isDashes) {
    const end = text.indexOf('\n', at);
    return end < 0 ? text.length : end + 1;
  }
  if (isPlainComment(text, at)) {
    const end = text.indexOf('*/', at + 2);
    return end < 0 ? null : end + 2;
  }
  return at + 1;
}

function afterString(text: string, start: number, noBackslashEscapes: boolean): number | null {
  const quote = text.charAt(start);
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === quote) return at + 1;
    if (text[at] === '\\' && quote !== '`' && !noBackslashEscapes) at += 1;
  }
  return null;
}

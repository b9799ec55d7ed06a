/** A part of a text (characters from its start) and what replaces it. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Applies splices that do not overlap; all other characters stay as they are. Those at one place keep their order. */
export function applySplices(text: string, splices: readonly Splice[]): string {
  return splices
    .toReversed()
    .sort((a, b) => b.start - a.start || b.end - a.end)
    .reduce((result, splice) => result.slice(0, splice.start) + splice.text + result.slice(splice.end), text);
}

/** Where the line that holds `offset` begins. */
export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** Where the line after the one that holds `offset` begins; the text's end for the last line. */
export function nextLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end === -1 ? text.length : end + 1;
}

/** The line break the text uses. */
export function lineBreak(text: string): '\n' | '\r\n' {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** The offset after the comment lines that follow `offset` and are indented by at least `indent` blanks: they belong to what is above. */
export function afterComments(text: string, offset: number, indent: number): number {
  let position = offset;
  for (;;) {
    const comment = /^( *)#[^\n]*(?:\n|$)/.exec(text.slice(position));
    if (comment === null || (comment[1] ?? '').length < indent) return position;
    position += comment[0].length;
  }
}

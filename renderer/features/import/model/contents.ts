/** A line of what is in a dump, with the lines that belong to it. */
export interface ContentsLine {
  readonly text: string;
  readonly parts: readonly string[];
}

/** The engine indents what belongs to the line before. */
export function contentsOf(lines: readonly string[]): readonly ContentsLine[] {
  const found: { readonly text: string; readonly parts: string[] }[] = [];
  for (const line of lines) {
    const above = found.at(-1);
    if (line.startsWith(' ') && above !== undefined) above.parts.push(line.trim());
    else found.push({ text: line.trim(), parts: [] });
  }
  return found;
}

export interface Cell {
  readonly text: string;
  /** The text as it is shown, e.g. coloured; it must be as wide. */
  readonly shown?: string;
}

const gap = '  ';

/** Columns as wide as their widest cell; nothing is padded at a line's end. */
export function renderTable(rows: readonly (readonly Cell[])[]): readonly string[] {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(0, ...rows.map((row) => widthOf(row[column]?.text ?? ''))),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => (cell.shown ?? cell.text) + ' '.repeat((widths[column] ?? 0) - widthOf(cell.text)))
      .join(gap)
      .trimEnd(),
  );
}

/** Characters, not UTF-16 units; wide scripts are not measured. */
function widthOf(text: string): number {
  return Array.from(text).length;
}

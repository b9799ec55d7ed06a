/** A result row: column → value as text, number (safe integers only) or null. Big integers come as text. */
export type Row = Readonly<Record<string, string | number | null>>;

import type { TypeCast } from 'mysql2';

const integerTypes: ReadonlySet<string> = new Set(['TINY', 'SHORT', 'INT24', 'LONG', 'LONGLONG', 'YEAR']);

/**
 * Values as shared/domain/row.ts promises: integers as numbers while they are safe, else as text; everything else as
 * text (dates, decimals, JSON, and binary columns, which SHOW statements use for plain text).
 */
export const rowValue: TypeCast = (field) => {
  const bytes = field.buffer();
  if (bytes === null) return null;
  const text = bytes.toString('utf8');
  if (!integerTypes.has(field.type)) return text;
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : text;
};

import type { TokenReader } from '../scan/tokens.ts';

/** Whether a view's text, from behind its name on, is AS SELECT 1 AS `a`, NULL AS `b`, … and no more. */
export function isPlaceholder(reader: TokenReader): boolean {
  if (!reader.take('AS', 'SELECT')) return false;
  do {
    if (!reader.take('1') && !reader.take('NULL')) return false;
    if (!reader.take('AS')) return false;
    reader.next();
  } while (reader.take(','));
  return reader.next().kind === 'end';
}

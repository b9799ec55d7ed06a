import type { Piece } from './scan/piece.ts';
import { StatementScanner } from './scan/statement-scanner.ts';
import type { ScannerOptions } from './scan/statement-scanner.ts';

/**
 * All pieces of a dump, one after another, with back-pressure. A piece's bytes are valid until the next is asked for;
 * where speed counts for short statements, drive a `StatementScanner` over the chunks instead.
 * @throws SignalboxError what the chunks throw, and `dump-truncated` where the dump ends inside a string or a comment.
 */
export async function* readPieces(
  chunks: AsyncIterable<Buffer>,
  options: ScannerOptions = {},
): AsyncGenerator<Piece, void, undefined> {
  const scanner = new StatementScanner(options);
  for await (const chunk of chunks) {
    scanner.push(chunk);
    for (let piece = scanner.next(); piece !== null; piece = scanner.next()) yield piece;
  }
  scanner.finish();
  for (let piece = scanner.next(); piece !== null; piece = scanner.next()) yield piece;
}

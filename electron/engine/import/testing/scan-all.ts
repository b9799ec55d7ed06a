import type { Piece } from '../scan/piece.ts';
import { StatementScanner } from '../scan/statement-scanner.ts';
import type { ScannerOptions } from '../scan/statement-scanner.ts';

/** A piece that outlives the scan. */
export type KeptPiece = Piece & { readonly text: string };

/** All pieces of some bytes, handed over in chunks that end at these places. */
export function scanAll(bytes: Buffer, cuts: readonly number[] = [], options: ScannerOptions = {}): KeptPiece[] {
  const scanner = new StatementScanner(options);
  const pieces: KeptPiece[] = [];
  const take = () => {
    for (let piece = scanner.next(); piece !== null; piece = scanner.next()) {
      pieces.push({ ...piece, bytes: Buffer.from(piece.bytes), text: piece.bytes.toString('latin1') });
    }
  };
  let from = 0;
  for (const cut of [...cuts, bytes.length]) {
    scanner.push(bytes.subarray(from, cut));
    take();
    from = cut;
  }
  scanner.finish();
  take();
  return pieces;
}

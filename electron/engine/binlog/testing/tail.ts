import type { LogSource } from '../log-source.ts';
import { tailAfter } from '../salvage/read-tail.ts';
import type { TailTransaction } from '../salvage/tail-transaction.ts';
import { eventsOfChunks } from '../read-file.ts';
import { captured, cut } from './captured.ts';

const file = 'binlog.000002';

/** A captured log as the only one of its server. */
export function capturedLog(name: string): LogSource {
  const bytes = captured(name);
  return {
    name,
    files: () => Promise.resolve([{ file, size: bytes.length }]),
    read: () => eventsOfChunks(cut(bytes, []), file),
  };
}

/** All of its transactions. */
export async function capturedTail(name: string): Promise<TailTransaction[]> {
  const all: TailTransaction[] = [];
  for await (const transaction of capturedTransactions(name)) all.push(transaction);
  return all;
}

export function capturedTransactions(name: string) {
  return tailAfter({ source: capturedLog(name), after: { kind: 'position', position: { file, offset: 4 } } });
}

import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip, createZstdCompress } from 'node:zlib';
import type { DumpCompression } from '../../../shared/domain/dump.ts';
import { SignalboxError } from '../../../shared/domain/errors.ts';
import type { DumpModel } from '../import/dump/dump-model.ts';
import type { DumpMeter } from './dump-meter.ts';
import type { DumpProcess } from './dump-process.ts';
import type { OutFile } from './out-file.ts';
import { withHeader } from './with-header.ts';

export interface Writing {
  readonly process: DumpProcess;
  readonly meter: DumpMeter;
  readonly file: OutFile;
  readonly compression: DumpCompression;
  /** Called once, when the snapshot is seen to be taken; gives what is written in front. Nothing is read meanwhile. */
  readonly atSnapshot: () => Promise<string>;
  readonly onChunk: () => void;
  readonly signal: AbortSignal;
}

/**
 * Writes what the program gives into the file, behind the header. What is in it, when it is complete.
 * @throws SignalboxError `dump-failed`, `dump-truncated`, `dump-file-unwritable`, and what `atSnapshot` throws.
 */
export async function writeDump(writing: Writing): Promise<DumpModel> {
  const { process, meter, file, compression, signal } = writing;
  const end = (): void => void process.end();
  signal.addEventListener('abort', end, { once: true });
  try {
    const store = async (chunks: AsyncIterable<unknown>): Promise<void> => {
      for await (const chunk of chunks) await file.write(chunk as Buffer);
    };
    await pipeline(() => pieces(writing), packer(compression), store, { signal });
    return complete(meter.finish());
  } finally {
    signal.removeEventListener('abort', end);
    await process.end();
  }
}

async function* pieces({ process, meter, atSnapshot, onChunk }: Writing): AsyncGenerator<Buffer, void, undefined> {
  const beginning: Buffer[] = [];
  let open = false;
  for await (const chunk of process.output()) {
    meter.add(chunk);
    onChunk();
    if (open) yield chunk;
    else beginning.push(chunk);
    if (!open && meter.snapshotTaken) {
      open = true;
      yield withHeader(Buffer.concat(beginning), await atSnapshot());
    }
  }
  if (!open) throw new SignalboxError('dump-failed', 'The dump program wrote no database.');
}

function packer(compression: DumpCompression): Transform {
  switch (compression) {
    case 'gzip':
      return createGzip();
    case 'zstd':
      return createZstdCompress();
    case 'none':
      return new Transform({ transform: (chunk, _encoding, done) => done(null, chunk) });
  }
}

function complete(model: DumpModel): DumpModel {
  if (model.completeness.kind === 'complete') return model;
  throw new SignalboxError('dump-failed', 'The dump program ended without its last line, “-- Dump completed”.');
}

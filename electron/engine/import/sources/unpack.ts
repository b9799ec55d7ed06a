import { pipeline, Readable } from 'node:stream';
import type { Transform } from 'node:stream';
import { constants, createGunzip, createZstdDecompress } from 'node:zlib';
import { SignalboxError } from '../../../../shared/domain/errors.ts';
import type { StoredBytes } from './stored-bytes.ts';
import { ZstdFrames } from './zstd-frames.ts';

const chunkSize = 2 ** 18; // bytes

type Chunks = AsyncGenerator<Buffer, void, undefined>;

/** Unpacks all members of a gzip file. */
export async function* unpackGzip(stored: StoredBytes, name: string): Chunks {
  yield* through(createGunzip({ chunkSize }), stored.chunks(true), { stored, name });
}

/** Unpacks all frames of a zstd file. */
export async function* unpackZstd(stored: StoredBytes, name: string): Chunks {
  const parts = zstdParts(stored);
  for (let first = await parts.next(); first.done !== true; first = await parts.next()) {
    yield* through(zstd(), frame(first.value, parts), { stored, name });
  }
}

type Part = ReturnType<ZstdFrames['take']>[number];

async function* zstdParts(stored: StoredBytes): AsyncGenerator<Part, void, undefined> {
  const frames = new ZstdFrames();
  for await (const chunk of stored.chunks(true)) yield* frames.take(chunk);
}

/** From the first part of a frame to its last. */
async function* frame(first: Part, others: AsyncGenerator<Part, void, undefined>): Chunks {
  yield first.bytes;
  for (let ends = first.ends; !ends;) {
    const next = await others.next();
    if (next.done === true) return;
    yield next.value.bytes;
    ends = next.value.ends;
  }
}

/** `zstd --long` uses windows of up to 2 GB. */
function zstd(): Transform {
  return createZstdDecompress({ chunkSize, params: { [constants.ZSTD_d_windowLogMax]: 31 } });
}

interface From {
  readonly stored: StoredBytes;
  readonly name: string;
}

async function* through(unpacker: Transform, packed: Chunks, from: From): Chunks {
  let failure: unknown = null;
  pipeline(Readable.from(packed, { objectMode: false }), unpacker, (error) => {
    failure = error;
  });
  try {
    for await (const chunk of unpacker) yield chunk as Buffer;
  } catch (error) {
    throw unpackFailure(failure ?? error, from);
  }
}

function unpackFailure(error: unknown, { stored, name }: From): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const offset = stored.readBytes;
  const context = { details: { offset }, cause: error };
  if (code === 'Z_BUF_ERROR' || code === 'ZSTD_error_srcSize_wrong') {
    const message = `${name} ends too early: the archive breaks off at byte ${String(offset)}.`;
    return new SignalboxError('dump-truncated', message, context);
  }
  if (!/^(Z_|ZSTD_)/.test(code)) return error;
  const message = `${name} does not unpack: the archive is corrupt before byte ${String(offset)} of the file.`;
  return new SignalboxError('dump-damaged', message, context);
}

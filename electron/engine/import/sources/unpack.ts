import { pipeline, Readable } from 'node:stream';
import type { Transform } from 'node:stream';
import { constants, createGunzip, createZstdDecompress } from 'node:zlib';
import { SignalboxError } from '../../../../shared/domain/errors.ts';
import type { StoredBytes } from './stored-bytes.ts';

const chunkSize = 2 ** 18; // bytes

/** Unpacks gzip (all members) and zstd (all frames) with Node's own zlib. */
export async function* unpack(
  kind: 'gzip' | 'zstd',
  stored: StoredBytes,
  name: string,
): AsyncGenerator<Buffer, void, undefined> {
  const unpacker = kind === 'gzip' ? createGunzip({ chunkSize }) : zstd();
  let failure: unknown = null;
  pipeline(Readable.from(stored.chunks(true), { objectMode: false }), unpacker, (error) => {
    failure = error;
  });
  try {
    for await (const chunk of unpacker) yield chunk as Buffer;
  } catch (error) {
    throw unpackFailure(failure ?? error, unpacker.bytesWritten, name);
  }
}

/** zstd --long uses windows of up to 2 GB. */
function zstd(): Transform & { readonly bytesWritten: number } {
  return createZstdDecompress({ chunkSize, params: { [constants.ZSTD_d_windowLogMax]: 31 } });
}

function unpackFailure(error: unknown, offset: number, name: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const at = `about byte ${String(offset)} of the file`;
  const context = { details: { offset }, cause: error };
  if (code === 'Z_BUF_ERROR' || code === 'ZSTD_error_srcSize_wrong') {
    return new SignalboxError('dump-truncated', `${name} ends too early: the archive breaks off at ${at}.`, context);
  }
  if (!/^(Z_|ZSTD_)/.test(code)) return error;
  return new SignalboxError('dump-damaged', `${name} does not unpack: the archive is corrupt at ${at}.`, context);
}

import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { access, link, open, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { SignalboxError } from '../../../shared/domain/errors.ts';

/** A file that is seen under its name only when it is complete. */
export class OutFile {
  readonly path: string;
  readonly #part: string;
  readonly #handle: FileHandle;

  private constructor(path: string, part: string, handle: FileHandle) {
    this.path = path;
    this.#part = part;
    this.#handle = handle;
  }

  /**
   * Begins it beside its place, for its owner alone.
   * @throws SignalboxError `dump-file-exists`, `dump-file-unwritable`.
   */
  static async begin(path: string): Promise<OutFile> {
    await assertFree(path);
    const part = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.part`);
    try {
      return new OutFile(path, part, await open(part, 'wx', 0o600));
    } catch (error) {
      throw unwritable(path, error);
    }
  }

  /** @throws SignalboxError `dump-file-unwritable`. */
  async write(chunk: Buffer): Promise<void> {
    try {
      for (let at = 0; at < chunk.length;) at += (await this.#handle.write(chunk, at)).bytesWritten;
    } catch (error) {
      throw unwritable(this.path, error);
    }
  }

  /**
   * Makes it durable and gives it its name; its size in bytes.
   * @throws SignalboxError `dump-file-exists` when somebody has taken the name meanwhile, `dump-file-unwritable`.
   */
  async complete(): Promise<number> {
    try {
      await this.#handle.sync();
      const { size } = await this.#handle.stat();
      await this.#handle.close();
      await giveName(this.#part, this.path);
      await syncFolder(dirname(this.path));
      return size;
    } catch (error) {
      throw error instanceof SignalboxError ? error : unwritable(this.path, error);
    }
  }

  /** Removes what there is of it, unless it is complete. Never rejects. */
  async discard(): Promise<void> {
    await this.#handle.close().catch(() => undefined);
    await rm(this.#part, { force: true }).catch(() => undefined);
  }
}

/** The path that somebody means; `~/` is the home folder. @throws SignalboxError `bad-usage` where it is not whole. */
export function wholePath(named: string): string {
  const path = named.startsWith('~/') ? join(homedir(), named.slice(2)) : named;
  if (isAbsolute(path)) return path;
  throw new SignalboxError('bad-usage', `“${named}” is not a whole path: begin with the root, or with “~/”.`);
}

/** Whether a dump can be written there. @throws SignalboxError `dump-file-exists`, `dump-file-unwritable`. */
export async function assertPlace(path: string): Promise<void> {
  await assertFree(path);
  await access(dirname(path), constants.W_OK | constants.X_OK).catch((error: unknown) => {
    throw unwritable(path, error);
  });
}

/** @throws SignalboxError `dump-file-exists`. */
async function assertFree(path: string): Promise<void> {
  const there = await access(path).then(
    () => true,
    () => false,
  );
  if (there) throw exists(path);
}

/** A link fails where the name is taken, a rename does not; some file systems have no links. */
async function giveName(part: string, path: string): Promise<void> {
  try {
    await link(part, path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'EEXIST') throw exists(path);
    if ((await stat(path).catch(() => null)) !== null) throw exists(path);
    await rename(part, path);
    return;
  }
  await rm(part, { force: true });
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

function exists(path: string): SignalboxError {
  return new SignalboxError('dump-file-exists', `${path} exists; a dump is never written over a file.`, {
    details: { file: path },
  });
}

function unwritable(path: string, cause: unknown): SignalboxError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new SignalboxError('dump-file-unwritable', `${path} can’t be written: ${why}.`, {
    details: { file: path },
    cause,
  });
}

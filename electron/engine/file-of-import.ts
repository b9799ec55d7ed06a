import { SignalboxError } from '../../shared/domain/errors.ts';
import { assertSameFile, identityOfFile, readState } from './import-state.ts';

/** The dump that an import on this machine read. */
export interface FileOfImport {
  readonly path: string;
  /** The import came to its end: all of the dump is in the server. */
  readonly ended: boolean;
}

/**
 * @throws SignalboxError `bad-usage` where there is no such import, or it read standard input; `dump-unreadable` and
 * `import-changed` where the file is gone or is another one by now.
 */
export async function fileOfImport(folder: string, id: string): Promise<FileOfImport> {
  const { file, outcome } = await readState(folder, id);
  if (file === null)
    throw new SignalboxError(
      'bad-usage',
      `Import ${id} read standard input, which is gone: say where it begins (--position FILE:OFFSET or --gtid SET).`,
    );
  assertSameFile(file, await identityOfFile(file.path));
  return { path: file.path, ended: outcome === 'done' };
}

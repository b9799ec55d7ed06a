import { SignalboxError } from '../../shared/domain/errors.ts';
import { readState } from './import-state.ts';

/**
 * The dump file that an import on this machine read.
 * @throws SignalboxError `bad-usage` where there is no such import, or it read standard input.
 */
export async function fileOfImport(folder: string, id: string): Promise<string> {
  const { file } = await readState(folder, id);
  if (file !== null) return file.path;
  throw new SignalboxError(
    'bad-usage',
    `Import ${id} read standard input, which is gone: say where it begins (--position FILE:OFFSET or --gtid SET).`,
  );
}

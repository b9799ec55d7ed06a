import { stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, isAbsolute, join } from 'node:path';
import { SignalboxError } from '../../shared/domain/errors.ts';
import type { DumpFile } from '../../shared/import/running-import.ts';
import { openDump } from './import/sources/open-dump.ts';

/**
 * Looks at a file that somebody named by its whole path (`~/` is the home folder): whether it is there, how large it is
 * and how it is packed. Nothing of what is in it is given away.
 * @throws SignalboxError `dump-unreadable`; `dump-unsupported` for directories of other tools.
 */
export async function lookAtDump(named: string): Promise<DumpFile> {
  const path = named.startsWith('~/') ? join(homedir(), named.slice(2)) : named;
  if (!isAbsolute(path)) throw unreadable(path, `“${path}” is not a whole path: begin with the root, or with “~/”.`);
  const found = await stat(path).catch((cause: unknown) => {
    throw unreadable(path, `${path} can’t be read: ${cause instanceof Error ? cause.message : String(cause)}`);
  });
  if (!found.isFile() && !found.isDirectory()) throw unreadable(path, `${path} is no file.`);
  const source = await openDump({ kind: 'file', path });
  await source.close();
  return { path, name: basename(path), bytes: found.size, packed: source.archive };
}

function unreadable(path: string, message: string): SignalboxError {
  return new SignalboxError('dump-unreadable', message, { details: { path } });
}

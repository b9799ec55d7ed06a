import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';

import { SignalboxError } from '../../../../shared/domain/errors.ts';
import { fileNumber } from '../../../../shared/domain/position.ts';
import type { BinlogFile } from '../binlog-files.ts';
import { logKind, type LogKind } from './log-kind.ts';

/** A server names its logs `NAME.000001`: at least six digits. */
const logName = /^(.+)\.\d{6,}$/;

interface Family {
  readonly name: string; // without the number
  readonly files: readonly string[]; // by number
}

/**
 * The binary logs in a folder, by number. Relay logs, which may lie beside them in a data directory, are told by their
 * format and left out. An index file says which files count; those that are newer than its last entry count too, since a
 * crash may have kept them out of it.
 *
 * @param named The name of the logs without its number (`binlog`), for folders with logs of several servers.
 * @throws SignalboxError `binlog-folder-unusable`: no such folder, no binary logs, those of several servers, a file
 *   missing between two; `binlog-encrypted`.
 */
export async function folderFiles(folder: string, named: string | null = null): Promise<readonly BinlogFile[]> {
  const names = await listed(folder);
  const families = familiesOf(names).filter(({ name }) => named === null || name === named);
  const kinds = await Promise.all(families.map((family) => kindOf(folder, family)));
  const found = families.filter((_family, index) => kinds[index] === 'binary log');
  const [family, ...others] = found;
  if (family === undefined) throw unusable(folder, nothingBecause(kinds));
  if (others.length > 0) {
    throw unusable(folder, `it has several: ${found.map(({ name }) => name).join(', ')}. Say which`);
  }
  const files = await indexed(folder, family, names);
  const gap = files.findIndex(
    (file, index) => index > 0 && fileNumber(file) !== fileNumber(files[index - 1] ?? '') + 1,
  );
  if (gap > 0) throw unusable(folder, `between ${String(files[gap - 1])} and ${String(files[gap])} one is missing`);
  return Promise.all(files.map(async (file) => ({ file, size: (await stat(join(folder, file))).size })));
}

function familiesOf(names: readonly string[]): readonly Family[] {
  const byName = new Map<string, string[]>();
  for (const file of names) {
    const name = logName.exec(file)?.[1];
    if (name !== undefined) byName.set(name, [...(byName.get(name) ?? []), file]);
  }
  return [...byName].map(([name, files]) => ({ name, files: files.sort((a, b) => fileNumber(a) - fileNumber(b)) }));
}

/** What its files are, by the newest one that says so: the very newest may be empty after a crash. */
async function kindOf(folder: string, family: Family): Promise<LogKind> {
  for (const file of family.files.toReversed()) {
    const kind = await logKind(join(folder, file));
    if (kind !== 'empty') return kind;
  }
  return 'empty';
}

function nothingBecause(kinds: readonly LogKind[]): string {
  if (kinds.includes('relay log')) return 'it has relay logs only, which are copies of another server’s log';
  return 'it has no binary log (NAME.000001)';
}

/** Those that the index names, and newer ones; all where there is no index, or none of its files is here. */
async function indexed(folder: string, family: Family, names: readonly string[]): Promise<readonly string[]> {
  const index = `${family.name}.index`;
  if (!names.includes(index)) return family.files;
  const text = await readFile(join(folder, index), 'utf8');
  const entries = text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [basename(line.trim())]));
  const present = entries.filter((entry) => family.files.includes(entry));
  const last = entries.at(-1);
  if (last === undefined || present.length === 0) return family.files;
  const newer = family.files.filter((file) => fileNumber(file) > fileNumber(last));
  return [...present, ...newer];
}

async function listed(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    throw unusable(folder, error instanceof Error ? error.message : String(error), error);
  }
}

function unusable(folder: string, because: string, cause?: unknown): SignalboxError {
  return new SignalboxError(
    'binlog-folder-unusable',
    `${folder} can’t be read as a server’s binary logs: ${because}.`,
    {
      details: { folder },
      ...(cause !== undefined && { cause }),
    },
  );
}

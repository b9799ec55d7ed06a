import type { ServerId } from '../../../../shared/domain/server.ts';
import type { UnfinishedImport } from '../../../../shared/import/running-import.ts';
import type { InputOf } from '../../../../shared/ipc/contract.ts';
import { faultOf, importOptions, usualOptions, type OptionValues } from './options.ts';

/** What is to be imported, where to and how, as typed so far. */
export interface ImportChoice extends OptionValues {
  readonly server: ServerId | null;
  /** A whole path on the machine where the engine runs. */
  readonly file: string;
  /** An import that did not end and goes on: its file, server and database stay what they were. */
  readonly resume: string | null;
}

export const nothingChosen: ImportChoice = { ...usualOptions, server: null, file: '', resume: null };

/** As it was asked for before. What makes the server less safe is asked for anew. */
export function choiceToResume({ importId, server, file, asked, ...kept }: UnfinishedImport): ImportChoice {
  const { database, logged, overwrite } = kept;
  const fixed = { server, file, database: database ?? '', logged, overwrite, keepsMarks: true, resume: importId };
  if (asked === null) return { ...nothingChosen, ...fixed };
  const { parallel, skipErrors, ...switches } = asked;
  const typed = { parallel: parallel === null ? '' : String(parallel), skipErrors: skipErrors.join(', ') };
  return { ...nothingChosen, ...fixed, ...typed, ...switches };
}

/** What keeps the dump from being looked through; null when nothing does. */
export function missingIn(choice: ImportChoice): string | null {
  if (choice.file.trim() === '') return 'Name the file first';
  if (choice.server === null) return 'Choose the server first';
  const faulty = importOptions.find((option) => faultOf(option, choice) !== null);
  return faulty === undefined ? null : `Correct “${faulty.label}” first`;
}

/** As the engine takes it; of a choice in which nothing is missing. */
export function requestOf(cluster: string, choice: ImportChoice, server: ServerId): InputOf<'import.preview'> {
  const {
    file,
    database,
    parallel,
    logged,
    keepsMarks,
    skipErrors,
    relaxed,
    withoutRedoLog,
    resume,
    analyze,
    checksum,
    applyGtids,
    overwrite,
  } = choice;
  return {
    cluster,
    server,
    file: file.trim(),
    database: database.trim() === '' ? null : database.trim(),
    parallel: parallel.trim() === '' ? null : Number(parallel),
    logged,
    keepsMarks,
    skipErrors: skipErrors.split(/[\s,]+/).flatMap((text) => (text === '' ? [] : [Number(text)])),
    resume,
    analyze,
    checksum,
    applyGtids,
    overwrite,
    speed: [...(relaxed ? ['durability' as const] : []), ...(withoutRedoLog ? ['redo-log' as const] : [])],
    accept: [],
  };
}

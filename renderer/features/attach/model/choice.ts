import type { ServerId } from '../../../../shared/domain/server.ts';
import type { AttachRequest, DumpedPairName, OfDump, WantedStart } from '../../../../shared/plans/attach-view.ts';

/** What says where the server begins. */
export type StartKind = WantedStart['kind'];

/** What the operator says, as typed, so that nothing is lost on the way. */
export interface AttachChoice {
  /** A server of the cluster, or `host[:port]` of one that it does not know yet. */
  readonly server: string;
  readonly to: ServerId | null;
  readonly from: StartKind;
  /** A whole path on the machine where the engine runs. */
  readonly dump: string;
  /** An import on that machine, where one led here. */
  readonly importId: string | null;
  readonly pair: DumpedPairName | null;
  readonly by: OfDump['by'];
  readonly file: string;
  readonly offset: string;
  readonly gtid: string;
  readonly dropOwnLog: boolean;
  readonly withFilters: boolean;
}

export const nothingChosen: AttachChoice = {
  server: '',
  to: null,
  from: 'dump',
  dump: '',
  importId: null,
  pair: null,
  by: null,
  file: '',
  offset: '',
  gtid: '',
  dropOwnLog: false,
  withFilters: false,
};

/** What was chosen elsewhere: in a server’s panel, or at the end of an import or a dump. */
export interface AskedAttach {
  readonly server: ServerId | null;
  readonly importId: string | null;
  /** The path of a dump that was just taken. */
  readonly dump: string | null;
}

/** Null where nothing was. */
export function choiceOf({ server, importId, dump }: AskedAttach): AttachChoice | null {
  if (server === null && importId === null && dump === null) return null;
  return {
    ...nothingChosen,
    server: server ?? '',
    importId,
    dump: dump ?? '',
    from: importId === null ? 'dump' : 'import',
  };
}

/** As the engine takes it; null while something is missing. */
export function startOf(choice: AttachChoice): WantedStart | null {
  const { from, dump, importId, pair, by, file, gtid } = choice;
  switch (from) {
    case 'dump':
      return dump.trim() === '' ? null : { kind: 'dump', from: dump.trim(), pair, by };
    case 'import':
      return importId === null ? null : { kind: 'import', id: importId, pair, by };
    case 'position': {
      const offset = offsetOf(choice);
      return file.trim() === '' || offset === null ? null : { kind: 'position', file: file.trim(), offset };
    }
    case 'gtid':
      return gtid.trim() === '' ? null : { kind: 'gtid', gtid: gtid.replace(/\s+/g, '') };
    case 'as-it-stands':
      return { kind: 'as-it-stands' };
  }
}

function offsetOf({ offset }: AttachChoice): number | null {
  const typed = Number(offset.replace(/[\s,']/g, ''));
  return offset.trim() === '' || !Number.isSafeInteger(typed) || typed < 0 ? null : typed;
}

/** What is still missing, in `{source}` words; null when the checks can be asked. */
export function missingIn(choice: AttachChoice): string | null {
  if (choice.server.trim() === '') return 'Say first which server becomes a {replica}';
  if (choice.to === null) return 'Choose first whom it is to follow';
  if (startOf(choice) !== null) return null;
  return choice.from === 'position' ? 'Type the file and the offset first' : 'Say first where it begins';
}

/** As the engine takes it; null while something is missing. */
export function requestOf(cluster: string, choice: AttachChoice): Omit<AttachRequest, 'accept'> | null {
  const start = startOf(choice);
  const { server, to, dropOwnLog, withFilters } = choice;
  return start === null || to === null ? null : { cluster, server: server.trim(), to, start, dropOwnLog, withFilters };
}

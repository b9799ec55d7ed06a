import type { ConnectedReplica } from '../../domain/facts.ts';
import type { Row } from '../../domain/row.ts';
import { filledTextOf, numberOf, textOf } from '../cells.ts';
import type { GroupReader } from '../dialect.ts';
import { deniedErrors } from '../server-errors.ts';
import type { Terms } from '../terms.ts';

const processList = 'SHOW PROCESSLIST';

/**
 * Replicas as their source knows them: those that registered, and those whose dump thread shows in the processlist.
 * A replica without report_host registers without a host: it is then at one of the dump threads' hosts. A dump of the
 * account and host that reads this list is Signalbox reading a binary log: no replica.
 */
export function replicasReader(terms: Terms): GroupReader<readonly ConnectedReplica[]> {
  return {
    queries: [
      { key: 'list', sql: terms.replicaList, tolerate: deniedErrors },
      { key: 'processes', sql: processList },
    ],
    parse: ({ list, processes }) => {
      const dumping = dumpHosts(processes ?? []);
      const listed = (list ?? []).flatMap((row) => listedReplica(row, terms, dumping));
      const known = new Set(listed.map((replica) => replica.host));
      const foreign = dumpHosts(withoutReader(processes ?? []));
      const others = foreign.filter((host) => !known.has(host) && listed.length < foreign.length);
      return [
        ...listed,
        ...others.map((host) => ({ host, port: null, serverId: null, uuid: null, via: 'processlist' as const })),
      ];
    },
  };
}

function listedReplica(row: Row, terms: Terms, dumping: readonly string[]): readonly ConnectedReplica[] {
  const uuidColumn = `${terms.replica}_UUID`; // MySQL only
  const rest = {
    port: numberOf(row, 'Port') || null,
    serverId: numberOf(row, 'Server_id' in row ? 'Server_id' : 'Server_Id'),
    uuid: uuidColumn in row ? filledTextOf(row, uuidColumn) : null,
    via: 'replica-list' as const,
  };
  const host = textOf(row, 'Host');
  const hosts = host === '' ? [...new Set(dumping)] : [host.toLowerCase()];
  return hosts.map((at) => ({ host: at, ...rest }));
}

/** Who reads the list is found by the very statement. */
function withoutReader(processes: readonly Row[]): readonly Row[] {
  const readers = new Set(processes.filter((row) => textOf(row, 'Info') === processList).map(clientOf));
  return processes.filter((row) => !readers.has(clientOf(row)));
}

function clientOf(row: Row): string {
  return `${textOf(row, 'User')}@${hostOf(row)}`;
}

function hostOf(row: Row): string {
  return textOf(row, 'Host').replace(/:\d+$/, '').toLowerCase();
}

/** One entry a dump thread; several replicas on one machine have the same host. */
function dumpHosts(processes: readonly Row[]): readonly string[] {
  return processes
    .filter((row) => textOf(row, 'Command').startsWith('Binlog Dump'))
    .map(hostOf)
    .filter((host) => host !== '');
}

import { textOf } from '../../../../shared/dialects/cells.ts';
import { dialectFor } from '../../../../shared/dialects/dialect-for.ts';
import type { Dialect } from '../../../../shared/dialects/dialect.ts';
import type { ConnectedReplica } from '../../../../shared/domain/facts.ts';
import { parseVersion } from '../../../../shared/domain/server.ts';
import type { Version } from '../../../../shared/domain/server.ts';
import type { Session } from '../../connections/session.ts';
import type { DumpModel } from '../dump/dump-model.ts';
import { schemasOf } from './destinations.ts';
import { mayDo } from './grants.ts';
import type { Grant } from './grants.ts';
import { known, notKnown } from './known.ts';
import type { Known } from './known.ts';
import { readAccounts, readGrants, readSystemAccounts } from './reading/read-account.ts';
import { readLists } from './reading/read-lists.ts';
import { readSettings } from './reading/read-settings.ts';
import { readTables } from './reading/read-tables.ts';
import { Reader } from './reading/reader.ts';
import { nameKeyOf, tableKey } from './same-name.ts';
import type { ExistingTable, TargetFacts, TargetSettings } from './target-facts.ts';

export interface ReadTargetOptions {
  /** Where names without a database go. */
  readonly database: string | null;
  /** Bounds each statement, ms; a locked table is waited for up to 2 s of it, so that it should be more. */
  readonly withinMs: number;
  readonly signal?: AbortSignal;
}

/**
 * Reads what must be known of a server before this dump goes to it, one cheap statement after another over one session;
 * nothing is changed. What the account may not see is an answer with its reason.
 * @throws SignalboxError `server-unsupported`; `server-timeout`, `server-connection-lost`, `cancelled`: nothing more can
 *   be read over this session; `server-statement-failed` where not even what everybody may see is told.
 */
export async function readTarget(session: Session, model: DumpModel, options: ReadTargetOptions): Promise<TargetFacts> {
  const reader = new Reader(session, options);
  const dialect = dialectFor(await readVersion(reader));
  const { version } = dialect;
  const who = await readIdentity(reader, version);
  const { settings, gtid } = await readSettings(reader, version.family);
  const lists = await readLists(reader);
  const grants = await readGrants(reader, version);
  const status = await reader.tryGroup(dialect.readers.status);
  return {
    server: session.server,
    version,
    ...who,
    settings,
    gtid,
    channels: status.known ? known(status.value.channels) : status,
    replicas: await readReplicas(reader, dialect, grants),
    ...lists,
    tables: await readTables(reader, schemasOf(model, options.database), touchedBy(model, options.database, settings)),
    accounts: await readAccounts(reader),
    systemAccounts: await readSystemAccounts(reader, version),
    grants,
    cores: null,
    freeBytes: null,
  };
}

/** Some builds name the family only in their comment. */
async function readVersion(reader: Reader): Promise<Version> {
  const [row] = await reader.rows('SELECT @@version AS version, @@version_comment AS comment');
  const version = parseVersion(textOf(row, 'version'));
  return /mariadb/i.test(textOf(row, 'comment')) ? { ...version, family: 'mariadb' } : version;
}

async function readIdentity(
  reader: Reader,
  { family }: Version,
): Promise<Pick<TargetFacts, 'hostname' | 'uuid' | 'serverId' | 'account'>> {
  const uuid = family === 'mysql' ? '@@server_uuid' : "''";
  const [row] = await reader.rows(
    `SELECT @@hostname AS host_name, @@server_id AS server_id, ${uuid} AS uuid, CURRENT_USER() AS account`,
  );
  const text = textOf(row, 'uuid');
  return {
    hostname: textOf(row, 'host_name'),
    serverId: Number(textOf(row, 'server_id')),
    uuid: text === '' ? null : text,
    account: textOf(row, 'account'),
  };
}

/** Without PROCESS the server silently shows no dump thread of another account. */
async function readReplicas(
  reader: Reader,
  { readers }: Dialect,
  grants: Known<readonly Grant[]>,
): Promise<Known<readonly ConnectedReplica[]>> {
  const replicas = await reader.tryGroup(readers.replicas);
  if (!replicas.known || replicas.value.length > 0) return replicas;
  const seesAll = grants.known && mayDo(grants.value, 'PROCESS', null);
  return seesAll ? replicas : notKnown('Without the privilege PROCESS the account does not see connected {replicas}.');
}

/** A table that the dump makes, fills or drops, or any table in a database that it drops. */
function touchedBy(
  model: DumpModel,
  database: string | null,
  settings: TargetSettings,
): (table: ExistingTable) => boolean {
  const key = nameKeyOf(settings);
  const names = [...model.tables, ...model.droppedTables];
  const named = new Set(names.map(({ schema, name }) => tableKey(key, schema ?? database ?? '', name)));
  const dropped = new Set(model.databases.filter((each) => each.dropped).map(({ schema }) => key(schema)));
  return ({ schema, name }) => dropped.has(key(schema)) || named.has(tableKey(key, schema, name));
}

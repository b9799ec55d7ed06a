import { quoteName } from '../../../../../shared/dialects/quote.ts';
import { parseMariadbGtids } from '../../../../../shared/domain/gtid/mariadb-gtid.ts';
import { formatVersion } from '../../decode/event-decoder.ts';
import type { EventBody, InnerEvent } from '../../event.ts';
import type { TailTransaction } from '../tail-transaction.ts';
import { contextStatement } from './context-statement.ts';
import { plainFormat } from './event-bytes.ts';
import { queryContext } from './query-context.ts';
import { RowsStatements } from './rows-statements.ts';
import type { ApplyTarget, TailStatement } from './tail-statement.ts';
import { randStatement, userVariableStatement } from './variable-statements.ts';
import { mariadbXid, preparedXid } from './xa.ts';

type Statements = Generator<TailStatement, void, undefined>;

/**
 * The statements which do on another server what a transaction did, under its own GTID: what mysqlbinlog and
 * mariadb-binlog print, to be sent one after another in one session that is as `prepareSession` leaves it.
 *
 * @throws SignalboxError `tail-not-applicable`, before the statement that can’t be made.
 */
export function* statementsOf(transaction: TailTransaction, target: ApplyTarget): Statements {
  const { format, events } = transaction;
  const sourceVersion = formatVersion(format);
  const rows = new RowsStatements(target);
  yield { sql: formatStatement(format), kind: 'format', table: null };
  for (const event of events) yield* ofEvent(event, { target, sourceVersion, rows });
}

/** `BINLOG` of a format description: how the events of the BINLOG statements after it are to be read. */
function formatStatement(format: Buffer): string {
  return `BINLOG '${plainFormat(format).toString('base64')}'`;
}

interface Making {
  readonly target: ApplyTarget;
  readonly sourceVersion: string;
  readonly rows: RowsStatements;
}

function* ofEvent(event: InnerEvent, making: Making): Statements {
  const { body } = event;
  switch (body.kind) {
    case 'gtid':
      return yield* ofGtid(event, body);
    case 'query':
      return yield* ofQuery(event, making);
    case 'intvar':
      return yield context(`SET @@session.${body.name}=${String(body.value)}`);
    case 'rand':
      return yield context(randStatement(body.raw));
    case 'user-var':
      // The statement before may have left another character set.
      yield context('SET @@session.character_set_client=utf8mb4');
      return yield context(userVariableStatement(body, making.target));
    case 'table-map':
      making.rows.addMap(event);
      return;
    case 'rows':
      return yield* making.rows.addRows(event, body);
    case 'xid':
      return yield change('COMMIT');
    case 'xa-prepare':
      return yield change(
        body.onePhase ? `XA COMMIT ${preparedXid(event)} ONE PHASE` : `XA PREPARE ${preparedXid(event)}`,
      );
    case 'format':
    case 'rotate':
    case 'stop':
    case 'earlier-gtids':
    case 'annotation':
    case 'heartbeat':
    case 'note':
      return;
    case 'payload':
    case 'load-data':
    case 'incident':
    case 'unknown':
      throw new RangeError(`${body.kind} must have been refused before`);
  }
}

function* ofGtid(event: InnerEvent, body: Extract<EventBody, { readonly kind: 'gtid' }>): Statements {
  if (body.mariadb === null) {
    return yield context(`SET @@session.gtid_next='${body.gtid ?? 'ANONYMOUS'}'`);
  }
  const [gtid] = parseMariadbGtids(body.gtid ?? '') ?? [];
  if (gtid === undefined) throw new RangeError('a GTID event of MariaDB has a GTID');
  const { domain, server, sequence } = gtid;
  yield context(
    `SET @@session.gtid_domain_id=${String(domain)}, @@session.server_id=${String(server)}, @@session.gtid_seq_no=${String(sequence)}`,
  );
  if (body.mariadb.standalone) return;
  const xid = body.mariadb.xa === 'prepared' ? mariadbXid(event) : null;
  yield change(xid === null ? 'START TRANSACTION' : `XA START ${xid}`);
}

function* ofQuery(event: InnerEvent, { target, sourceVersion }: Making): Statements {
  const query = queryContext(event);
  if (query.database !== null) {
    yield context('SET @@session.character_set_client=utf8mb4');
    yield context(`USE ${quoteName(query.database.toString('utf8'))}`);
  }
  yield context(contextStatement(query, { timestamp: event.timestamp, sourceVersion }, target));
  yield { sql: query.sql, kind: 'change', table: null };
}

function context(sql: string): TailStatement {
  return { sql, kind: 'context', table: null };
}

function change(sql: string): TailStatement {
  return { sql, kind: 'change', table: null };
}

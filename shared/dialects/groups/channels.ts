import type { ChannelError, ChannelFacts, RawRow } from '../../domain/channel.ts';
import type { Row } from '../../domain/row.ts';
import { filledTextOf, flagOf, isOn, nullableNumberOf, numberOf, textOf } from '../cells.ts';
import type { Terms } from '../terms.ts';

/** What only one family's status rows tell, next to what all of them tell. */
export interface ChannelDifferences {
  readonly nameColumn: string;
  readonly positioning: (row: Row) => ChannelFacts['positioning'];
  readonly receivedGtid: (row: Row) => string | null;
  readonly sourceUuid: (row: Row) => string | null;
  readonly getPublicKey: (row: Row) => boolean;
}

/** Replica status rows → channels. Rows without a source (a reset or prepared channel) and group replication's own are left out. */
export function channelsOf(
  rows: readonly Row[],
  terms: Terms,
  differences: ChannelDifferences,
): readonly ChannelFacts[] {
  return rows
    .filter((row) => textOf(row, `${terms.source}_Host`) !== '')
    .filter((row) => !String(row[differences.nameColumn] ?? '').startsWith('group_replication_'))
    .map((row) => channelOf(row, terms, differences));
}

/** The rows as they came, for records. */
export function rawRows(rows: readonly Row[]): readonly RawRow[] {
  return rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([column, cell]) => [column, cell === null ? null : String(cell)])),
  );
}

function channelOf(row: Row, terms: Terms, differences: ChannelDifferences): ChannelFacts {
  const { source, replica } = terms;
  const sourceServerId = numberOf(row, `${source}_Server_Id`);
  return {
    name: String(row[differences.nameColumn] ?? ''),
    source: { host: textOf(row, `${source}_Host`).toLowerCase(), port: numberOf(row, `${source}_Port`) },
    sourceUuid: differences.sourceUuid(row),
    sourceServerId: sourceServerId === 0 ? null : sourceServerId,
    user: filledTextOf(row, `${source}_User`),
    io: ioState(textOf(row, `${replica}_IO_Running`)),
    sql: flagOf(row, `${replica}_SQL_Running`) ? 'yes' : 'no',
    received: { file: textOf(row, `${source}_Log_File`), offset: numberOf(row, `Read_${source}_Log_Pos`) },
    executed: { file: textOf(row, `Relay_${source}_Log_File`), offset: numberOf(row, `Exec_${source}_Log_Pos`) },
    relay: { file: textOf(row, 'Relay_Log_File'), offset: numberOf(row, 'Relay_Log_Pos') },
    positioning: differences.positioning(row),
    receivedGtid: differences.receivedGtid(row),
    secondsBehind: nullableNumberOf(row, `Seconds_Behind_${source}`),
    delayS: 'SQL_Delay' in row ? numberOf(row, 'SQL_Delay') : 0,
    ioError: errorOf(row, 'IO'),
    sqlError: errorOf(row, 'SQL'),
    filters: filtersOf(row),
    tls: {
      enabled: flagOf(row, `${source}_SSL_Allowed`),
      verify: flagOf(row, `${source}_SSL_Verify_Server_Cert`),
      ca: filledTextOf(row, `${source}_SSL_CA_File`),
    },
    getPublicKey: differences.getPublicKey(row),
    connectRetryS: numberOf(row, 'Connect_Retry'),
    ...(`${source}_Retry_Count` in row ? { retryCount: numberOf(row, `${source}_Retry_Count`) } : {}),
  };
}

/** Besides Yes and No: `Connecting`, and MariaDB's `Preparing`. */
function ioState(text: string): ChannelFacts['io'] {
  if (text === 'Yes') return 'yes';
  return isOn(text) ? 'connecting' : 'no';
}

function errorOf(row: Row, thread: 'IO' | 'SQL'): ChannelError | null {
  const number = numberOf(row, `Last_${thread}_Errno`);
  const at = `Last_${thread}_Error_Timestamp`; // MySQL 5.6+; MariaDB keeps no time
  if (number === 0) return null;
  return { number, message: textOf(row, `Last_${thread}_Error`), at: at in row ? filledTextOf(row, at) : null };
}

function filtersOf(row: Row): readonly string[] {
  return Object.entries(row)
    .filter(([column, cell]) => column.startsWith('Replicate_') && cell !== null && cell !== '')
    .map(([column, cell]) => `${column}=${String(cell)}`);
}

import { quoteText } from '../../../shared/dialects/quote.ts';
import { mariadbTerms, mysqlTerms, type Terms } from '../../../shared/dialects/terms.ts';
import { parseAddress } from '../../../shared/domain/address.ts';
import type { DumpedChannel, DumpedPair } from '../../../shared/domain/dump.ts';
import type { BinlogPosition } from '../../../shared/domain/position.ts';
import { atLeast, shortVersion, type ServerId, type Version } from '../../../shared/domain/server.ts';
import { inWords } from '../../../shared/domain/words.ts';

export interface HeaderRequest {
  readonly server: ServerId;
  readonly version: Version;
  readonly at: string; // ISO 8601, UTC
  readonly pair: DumpedPair;
  /** Said at the end, a sentence each, in placeholders. */
  readonly warnings: readonly string[];
}

/**
 * Comment lines with both pairs of coordinates in words, each before the statement that uses it. They are all comments:
 * a plain import runs none of them. Read back by the dump scanner (`import/dump/coordinates.ts`).
 */
export function headerText({ server, version, at, pair, warnings }: HeaderRequest): string {
  const lines = [
    '--',
    `-- Taken with Signalbox of ${server} (${version.family === 'mariadb' ? 'MariaDB' : 'MySQL'} ${shortVersion(version)}), snapshot at ${at}`,
    '--',
    ...ownLines(pair, version),
    ...pair.channels.flatMap((channel) => channelLines(channel, version)),
    ...warnings.flatMap((warning) => [`-- Note: ${inWords(warning, 'master-slave')}`, '--']),
  ];
  return `${lines.map(oneLine).join('\n')}\n\n`;
}

function ownLines({ own }: DumpedPair, version: Version): readonly string[] {
  if (own === null) return ['-- The binary log of this server is off: no slave (replica) can follow it.', '--'];
  return [
    `-- Position of this server's own binary log, for slaves (replicas) OF it, from ${termsOf(version).binlogStatus} at the snapshot:`,
    `-- ${changeSource({ version, channel: '', source: null, position: own.position })}`,
    ...gtidLines(own.gtid, version),
    '--',
  ];
}

function channelLines({ channel, source, position, gtid }: DumpedChannel, version: Version): readonly string[] {
  const name = channel === '' ? '' : ` (channel ${channel})`;
  return [
    `-- Position executed of its own master (source)${name}, for rebuilding this server or a sibling of it, from ${termsOf(version).replicaStatus.replace('ALL SLAVES', 'SLAVE')} at the snapshot:`,
    `-- ${changeSource({ version, channel, source, position })}`,
    ...gtidLines(gtid, version),
    '--',
  ];
}

interface Change {
  readonly version: Version;
  readonly channel: string;
  readonly source: ServerId | null;
  readonly position: BinlogPosition;
}

function changeSource({ version, channel, source, position }: Change): string {
  const modern = version.family === 'mysql' && atLeast(version, 8, 0, 23);
  const p = modern ? 'SOURCE' : 'MASTER';
  const named = channel === '' ? '' : quoteText(channel);
  const before = version.family === 'mariadb' && named !== '' ? ` ${named}` : '';
  const after = version.family === 'mysql' && named !== '' ? ` FOR CHANNEL ${named}` : '';
  const clauses = [
    ...(source === null ? [] : hostClauses(source, p)),
    `${p}_LOG_FILE=${quoteText(position.file)}`,
    `${p}_LOG_POS=${String(position.offset)}`,
  ];
  return `${modern ? 'CHANGE REPLICATION SOURCE' : `CHANGE MASTER${before}`} TO ${clauses.join(', ')}${after};`;
}

function hostClauses(source: ServerId, p: string): readonly string[] {
  const { host, port } = parseAddress(source);
  return [`${p}_HOST=${quoteText(host)}`, `${p}_PORT=${String(port)}`];
}

function termsOf(version: Version): Terms {
  return version.family === 'mariadb' ? mariadbTerms : mysqlTerms(version);
}

/** A set may come with line breaks; in a comment it must not. */
function gtidLines(gtid: string | null, version: Version): readonly string[] {
  const text = (gtid ?? '').replaceAll(/\s/g, '');
  if (text === '') return [];
  return [
    version.family === 'mariadb'
      ? `-- SET GLOBAL gtid_slave_pos=${quoteText(text)};`
      : `-- SET @@GLOBAL.GTID_PURGED=${quoteText(text)};`,
  ];
}

/** Nothing that a server or a person named may end the comment. */
function oneLine(line: string): string {
  return line.replaceAll(/[\p{Cc}\u2028\u2029]/gu, ' ');
}

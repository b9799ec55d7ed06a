import { mariadbTerms, mysqlTerms, type Terms } from '../../../shared/dialects/terms.ts';
import type { DumpedChannel, DumpedPair } from '../../../shared/domain/dump.ts';
import { shortVersion, type ServerId, type Version } from '../../../shared/domain/server.ts';
import { inWords } from '../../../shared/domain/words.ts';
import { channelStatements, ownStatements } from './coordinate-statements.ts';

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
    ...commented(ownStatements({ own, channels: [] }, version)),
    '--',
  ];
}

function channelLines(dumped: DumpedChannel, version: Version): readonly string[] {
  const { channel } = dumped;
  const name = channel === '' ? '' : ` (channel ${channel})`;
  return [
    `-- Position executed of its own master (source)${name}, for rebuilding this server or a sibling of it, from ${termsOf(version).replicaStatus.replace('ALL SLAVES', 'SLAVE')} at the snapshot:`,
    ...commented(channelStatements(dumped, version)),
    '--',
  ];
}

function commented(statements: readonly string[]): readonly string[] {
  return statements.map((statement) => `-- ${statement}`);
}

function termsOf(version: Version): Terms {
  return version.family === 'mariadb' ? mariadbTerms : mysqlTerms(version);
}

/** Nothing that a server or a person named may end the comment. */
function oneLine(line: string): string {
  return line.replaceAll(/[\p{Cc}\u2028\u2029]/gu, ' ');
}

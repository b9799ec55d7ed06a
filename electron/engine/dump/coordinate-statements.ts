import { quoteText } from '../../../shared/dialects/quote.ts';
import { parseAddress } from '../../../shared/domain/address.ts';
import type { DumpedChannel, DumpedPair } from '../../../shared/domain/dump.ts';
import type { BinlogPosition } from '../../../shared/domain/position.ts';
import { atLeast, type ServerId, type Version } from '../../../shared/domain/server.ts';

/** What points a replica of the dumped server, in the dialect of that server; none where its binary log is off. */
export function ownStatements({ own }: DumpedPair, version: Version): readonly string[] {
  if (own === null) return [];
  const change = changeSource({ version, channel: '', source: null, position: own.position });
  return [change, ...gtidStatements(own.gtid, version)];
}

/** What points the dumped server, made anew, or a sibling of it at its source. */
export function channelStatements(
  { channel, source, position, gtid }: DumpedChannel,
  version: Version,
): readonly string[] {
  return [changeSource({ version, channel, source, position }), ...gtidStatements(gtid, version)];
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

/** A set may come with line breaks; in a comment it must not. */
function gtidStatements(gtid: string | null, version: Version): readonly string[] {
  const text = (gtid ?? '').replaceAll(/\s/g, '');
  if (text === '') return [];
  return [
    version.family === 'mariadb'
      ? `SET GLOBAL gtid_slave_pos=${quoteText(text)};`
      : `SET @@GLOBAL.GTID_PURGED=${quoteText(text)};`,
  ];
}

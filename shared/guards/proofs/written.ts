import { factOf } from '../../domain/facts.ts';
import { fileNumber, formatPosition } from '../../domain/position.ts';
import type { ServerId } from '../../domain/server.ts';
import { defineGuard } from '../define.ts';
import { block, needsOf, pass } from '../guard.ts';
import { positionOf, samePosition, type PositionValue } from '../position-value.ts';

/**
 * Bytes at which a log that nothing was written to ends: magic number, Format_description and, from MySQL 5.7 on, an
 * empty Previous_gtids are 120 bytes (5.6) to 158 (9.7). With the shortest DDL it has 178 or more, on any version.
 */
const emptyLogBytes = 160;
/** A Stop event, with which a log ends when its server is shut down, has 19 bytes and 4 of checksum. */
const stopBytes = 23;

/**
 * The server has written nothing since `position`, although it may have been restarted and have begun new logs. Where it
 * has no GTIDs. Event sizes: https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_replication_binlog_event.html
 */
export const nothingWrittenSince = defineGuard<{ server: ServerId; position: PositionValue }>({
  code: 'nothing-written-since',
  about: ({ server }) => server,
  needs: ({ server }) => needsOf(server, 'status', 'binlogs'),
  unknown: 'block',
  check: ({ server, position }, facts) => {
    const now = positionOf(factOf(facts.get(server), 'status'));
    if (samePosition(now, position)) return pass(`${server} has written nothing since its position was read.`);
    const files = factOf(facts.get(server), 'binlogs')?.files ?? [];
    const { file, offset } = position;
    if (file !== null && offset !== null && now.file !== null && onlyNewLogs(files, { file, offset }, now.file))
      return pass(`${server} has begun a new log since its position was read, and has written nothing.`);
    return block(
      `${server} has moved on from ${placeOf(position)} to ${placeOf(now)}.`,
      'It was restarted open, or something wrote: look at its binary log from there on, and compare its tables.',
    );
  },
});

function onlyNewLogs(
  files: readonly { readonly name: string; readonly bytes: number }[],
  from: { readonly file: string; readonly offset: number },
  now: string,
): boolean {
  const since = files.filter(({ name }) => fileNumber(name) >= fileNumber(from.file));
  const [first, ...later] = since;
  if (first?.name !== from.file || later.at(-1)?.name !== now) return false;
  const rest = first.bytes - from.offset;
  return rest >= 0 && rest <= stopBytes && later.every(({ bytes }) => bytes <= emptyLogBytes);
}

function placeOf({ file, offset }: PositionValue): string {
  return file === null || offset === null ? 'an unknown position' : formatPosition({ file, offset });
}

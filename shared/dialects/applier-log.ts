import type { BinlogPosition } from '../domain/position.ts';

/**
 * What a replica's error log says of one channel's applier, in the order in which it was written. `started` and
 * `stopped` name places in the source's log; a place before the first file is null. `placed`: the channel was pointed
 * anew, `at` null where that forgot its place.
 */
export type ApplierEvent =
  | { readonly kind: 'started'; readonly at: BinlogPosition | null }
  | { readonly kind: 'failed' }
  | { readonly kind: 'stopped'; readonly at: BinlogPosition }
  | { readonly kind: 'placed'; readonly at: BinlogPosition | null };

/**
 * Reads MariaDB's and MySQL's (5.6 to 9) words; MySQL 5.7 and later write them only with log_error_verbosity = 3, and
 * MySQL 5.6 does not say where an applier that was told to stop stood. Lines about anything else are passed over.
 * Sources: sql/slave.cc of MariaDB 10.11; share/messages_to_error_log.txt of MySQL 9 (MY-010581, MY-010587, MY-010597).
 */
export function applierEvents(text: string, channel: string): readonly ApplierEvent[] {
  return text.split('\n').flatMap((line) => {
    const event = channelOf(line) === channel.toLowerCase() ? eventOf(line) : null;
    return event === null ? [] : [event];
  });
}

function eventOf(line: string): ApplierEvent | null {
  const started = /SQL thread\b.* initialized, starting replication in log '([^']*)' at position (\d+)/.exec(line);
  if (started !== null) return { kind: 'started', at: placeOf(started[1], started[2]) };
  const stopped = /SQL thread\b.* exiting, replication stopped in log '([^']+)' at position (\d+)/.exec(line);
  const at = placeOf(stopped?.[1], stopped?.[2]);
  if (at !== null) return { kind: 'stopped', at };
  const placed =
    /^.*'CHANGE (?:MASTER|REPLICATION SOURCE) TO .*executed'.* New state .*_log_file='([^']*)', \w+_log_pos= ?'?(\d+)/.exec(
      line,
    );
  if (placed !== null) return { kind: 'placed', at: placeOf(placed[1], placed[2]) };
  return /slave SQL thread aborted|Worker \d+ failed executing|worker threads are stopped/.test(line)
    ? { kind: 'failed' }
    : null;
}

/** `FIRST` is what a channel says that was never told a file. */
function placeOf(file: string | undefined, offset: string | undefined): BinlogPosition | null {
  return file === undefined || file === '' || file === 'FIRST' ? null : { file, offset: Number(offset) };
}

/** MariaDB puts “Master 'name':” before the line, MySQL names the channel in it; unnamed is ''. */
function channelOf(line: string): string {
  const named = /\bMaster '([^']*)':/.exec(line) ?? /for channel '([^']*)'/i.exec(line);
  return (named?.[1] ?? '').toLowerCase();
}

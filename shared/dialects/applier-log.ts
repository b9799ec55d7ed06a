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
    const { message, named } = messageOf(line);
    const event = named === channel.toLowerCase() ? eventOf(message) : null;
    return event === null ? [] : [event];
  });
}

/**
 * Without time, thread, level and code. Only what a message begins with counts: it may quote statements, which may hold
 * anything. MariaDB puts “Master 'name':” before the message, MySQL names the channel in it; unnamed is ''.
 */
function messageOf(line: string): { readonly message: string; readonly named: string } {
  const message = line.replace(/^\d[\d:.TZ+-]*(?: +[\d:.]+)* +\[\w+\] (?:\[MY-\d+\] \[\w+\] )?/, '');
  const mariadb = /^Master '([^']*)': /.exec(message);
  const mysql = /^(?:(?:Slave|Replica) SQL(?: thread)?|'CHANGE [A-Z ]+) for channel '([^']*)'/i.exec(message);
  const named = (mariadb ?? mysql)?.[1] ?? '';
  return { message: message.slice(mariadb?.[0].length ?? 0), named: named.toLowerCase() };
}

const thread = "^(?:Slave|Replica) SQL thread(?: for channel '[^']*')?";
const started = new RegExp(`${thread} initialized, starting replication in log '([^']*)' at position (\\d+)`);
const stopped = new RegExp(`${thread} exiting, replication stopped in log '([^']+)' at position (\\d+)`);
const placed =
  /^'CHANGE (?:MASTER|REPLICATION SOURCE) TO (?:FOR CHANNEL '[^']*' )?executed'.* New state .*_log_file='([^']*)', \w+_log_pos= ?'?(\d+)/;
const failed =
  /^(?:Error running query, slave SQL thread aborted|(?:Slave|Replica) SQL(?: for channel '[^']*')?: (?:Worker \d+ failed executing|\.\.\. The (?:slave|replica) coordinator and worker threads are stopped))/i;

function eventOf(message: string): ApplierEvent | null {
  const start = started.exec(message);
  if (start !== null) return { kind: 'started', at: placeOf(start[1], start[2]) };
  const stop = stopped.exec(message);
  const at = placeOf(stop?.[1], stop?.[2]);
  if (at !== null) return { kind: 'stopped', at };
  const place = placed.exec(message);
  if (place !== null) return { kind: 'placed', at: placeOf(place[1], place[2]) };
  return failed.test(message) ? { kind: 'failed' } : null;
}

/** `FIRST` is what a channel says that was never told a file. */
function placeOf(file: string | undefined, offset: string | undefined): BinlogPosition | null {
  return file === undefined || file === '' || file === 'FIRST' ? null : { file, offset: Number(offset) };
}

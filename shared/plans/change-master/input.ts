import type { ClusterConfiguration } from '../../domain/configuration.ts';
import { parseGtidSet, containsGtidSet } from '../../domain/gtid/mysql-gtid-set.ts';
import { hasReachedMariadb, parseMariadbGtids } from '../../domain/gtid/mariadb-gtid.ts';
import { factOf, type FactsByServer } from '../../domain/facts.ts';
import { hasReached } from '../../domain/position.ts';
import type { ServerId } from '../../domain/server.ts';
import type { Commands } from '../../dialects/commands.ts';
import type { ReplicationTls } from '../change-master-view.ts';
import type { GoesOn } from '../repoint/repoint-input.ts';
import type { Evidence } from './evidence.ts';
import type { ChangeMasterShape } from './shape.ts';

/** Everything a change-master plan is built from. */
export interface ChangeMasterInput {
  readonly cluster: ClusterConfiguration;
  readonly shape: ChangeMasterShape;
  readonly facts: FactsByServer;
  readonly evidence: Evidence;
  readonly goesOn: GoesOn;
  /** Where it goes on and why, in words. */
  readonly because: string;
  readonly tls: ReplicationTls | null;
  readonly commands: (server: ServerId) => Commands;
  /** Every server that answers, for the records. */
  readonly recorded: readonly ServerId[];
}

/** Why nothing that the replica received is lost with its relay logs; null where it can't be told. */
export function hasAllReceived(
  { channel, to, source, relation, through }: ChangeMasterShape,
  facts: FactsByServer,
): string | null {
  const gtid = factOf(facts.get(to), 'status')?.gtid;
  const received = channel.receivedGtid;
  if (gtid?.kind === 'mysql' && gtid.mode === 'ON' && received !== null && channel.positioning !== 'file') {
    const [has, wanted] = [parseGtidSet(gtid.executed), parseGtidSet(received)];
    if (has !== null && wanted !== null && containsGtidSet(has, wanted)) return `${to} has executed it`;
  }
  if (gtid?.kind === 'mariadb' && received !== null && received !== '' && channel.positioning !== 'file') {
    const [has, wanted] = [parseMariadbGtids(gtid.binlogPos), parseMariadbGtids(received)];
    if (has !== null && wanted !== null && hasReachedMariadb(has, wanted)) return `${to} has it in its log`;
  }
  if (channel.positioning === 'file' && through !== null && relation !== 'same' && channel.sql === 'yes')
    return 'it is applied up to the place where both meet';
  const passed = relation === 'sibling' && through !== null && through.channel.executed.file !== '';
  if (passed && hasReached(through.channel.executed, channel.received)) return `${to} has applied it`;
  const file = factOf(facts.get(source), 'binlogs')?.files.find(({ name }) => name === channel.received.file);
  return file !== undefined && file.bytes >= channel.received.offset
    ? `${source} still has it in ${channel.received.file}`
    : null;
}

/** Applied before the relay logs are dropped, where nobody else may have what is in them. */
export function drains(shape: ChangeMasterShape, facts: FactsByServer): boolean {
  const { channel } = shape;
  return hasAllReceived(shape, facts) === null && channel.sql === 'yes' && channel.delayS === 0;
}

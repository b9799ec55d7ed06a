import type { Commands } from '../../dialects/commands.ts';
import type { ReplicaChannel } from '../../guards/proofs/received.ts';
import { read, value } from '../nodes.ts';
import type { ReadNode, Statement } from '../plan.ts';
import { timings } from './timings.ts';

const noSuchThread = 1094;
const mayNotKill = [1095, 1227];

/**
 * MySQL: where the source died in the middle of sending a transaction, the several workers' coordinator waits up to 60 s
 * for the rest of it before STOP is answered. Source: MySQL manual, “Replication and Transaction Inconsistencies”.
 */
export function readWhoWaits({ server, channel }: ReplicaChannel): ReadNode {
  return read({
    id: `waits:${server}`,
    server,
    title: `Does ${server} wait for the rest of a transaction?`,
    why: 'One that was received in part never comes whole any more; STOP would wait for it, up to 60 s.',
    read: 'waits-for-rest',
    channel,
    into: waiting(server),
    withinMs: timings.small,
  });
}

/** Sent before STOP: what was begun is rolled back and what was received whole is applied already. Seen on MySQL 9.7. */
export function endWait(server: string, commands: Commands): Statement {
  return {
    sql: commands.kill(),
    session: 'control',
    binds: {},
    each: value(waiting(server)),
    tolerate: [noSuchThread, ...mayNotKill],
  };
}

function waiting(server: string): string {
  return `waits:${server}`;
}

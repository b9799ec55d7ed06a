import * as accounts from './accounts.ts';
import * as activity from './activity.ts';
import * as applier from './applier.ts';
import * as attach from './attach.ts';
import * as attachGtid from './attach-gtid.ts';
import * as attachImport from './attach-import.ts';
import * as binlog from './binlog.ts';
import * as candidate from './candidate.ts';
import * as clusterKind from './cluster-kind.ts';
import * as failover from './failover.ts';
import * as gtid from './gtid.ts';
import type { Guard } from './guard.ts';
import * as identity from './identity.ts';
import * as preference from './preference.ts';
import * as privileges from './privileges.ts';
import * as answerProofs from './proofs/answers.ts';
import * as plannedProofs from './proofs/as-planned.ts';
import * as attachProofs from './proofs/attach.ts';
import * as channelProofs from './proofs/channel.ts';
import * as positionProofs from './proofs/position.ts';
import * as readOnlyProofs from './proofs/read-only.ts';
import * as receivedProofs from './proofs/received.ts';
import * as repointProofs from './proofs/repoint.ts';
import * as semiSyncProofs from './proofs/semi-sync.ts';
import * as sessionProofs from './proofs/sessions.ts';
import * as writtenProofs from './proofs/written.ts';
import * as promoted from './promoted.ts';
import * as putBack from './put-back.ts';
import * as reachability from './reachability.ts';
import * as rejoin from './rejoin.ts';
import * as repoint from './repoint.ts';
import * as repointGtid from './repoint-gtid.ts';
import * as semiSync from './semi-sync.ts';
import * as workers from './workers.ts';
import * as writers from './writers.ts';

const families: readonly Readonly<Record<string, unknown>>[] = [
  reachability,
  candidate,
  attach,
  attachGtid,
  attachImport,
  binlog,
  applier,
  writers,
  failover,
  gtid,
  identity,
  accounts,
  privileges,
  activity,
  clusterKind,
  preference,
  promoted,
  putBack,
  rejoin,
  repoint,
  repointGtid,
  semiSync,
  workers,
  answerProofs,
  plannedProofs,
  readOnlyProofs,
  positionProofs,
  attachProofs,
  channelProofs,
  receivedProofs,
  repointProofs,
  semiSyncProofs,
  sessionProofs,
  writtenProofs,
];

function isGuard(exported: unknown): exported is Guard<unknown> {
  return typeof exported === 'object' && exported !== null && 'code' in exported && 'check' in exported;
}

const guards: ReadonlyMap<string, Guard<unknown>> = new Map(
  families.flatMap((family) => Object.values(family).filter(isGuard)).map((guard) => [guard.code, guard]),
);

/** Every guard by its code, so that plans can name them and documents can list them. */
export function allGuardCodes(): readonly string[] {
  return [...guards.keys()];
}

/** @throws Error when a plan names a guard that does not exist: a bug. */
export function guardNamed(code: string): Guard<unknown> {
  const guard = guards.get(code);
  if (guard === undefined) throw new Error(`no guard is called ${code}`);
  return guard;
}

import { SignalboxError } from '../../../shared/domain/errors.ts';
import { endWords, type Duty, type DutyAct } from '../../../shared/domain/duty.ts';
import type { Incident } from '../../../shared/domain/incident.ts';
import type { LateEntry, OperationDetail } from '../../../shared/domain/journal.ts';
import type { ServerId } from '../../../shared/domain/server.ts';
import { dutyOf } from '../../../shared/plans/duty-of.ts';
import { incidentOf } from '../../../shared/plans/incident.ts';
import type { World } from './world.ts';

const awayMs = 12_000; // ms after the failover's end

/** The failover that is over, the latest first. */
function failovers({ operations }: World): readonly OperationDetail[] {
  return operations.filter(({ kind, endedAt }) => kind === 'failover' && endedAt !== null).toReversed();
}

/** Is the old source back by now? What the duty does about it is written down at once. */
export function hasReturned(world: World): boolean {
  const [last] = failovers(world);
  const now = world.options.clock();
  if (world.options.returns === undefined || last === undefined || now - (last.endedAt ?? now) < awayMs) return false;
  const server = world.gone?.server ?? '';
  if (world.gone !== null && dutiesOf(world).some(({ state, acts }) => state === 'on' && acts.length === 0)) {
    for (const [act, text] of actsOn(server, world.options.returns)) add(world, last.id, dutyEntry(server, act, text));
  }
  return true;
}

function actsOn(server: ServerId, returns: 'clean' | 'own'): readonly (readonly [DutyAct['act'], string])[] {
  const found = returns === 'own' ? '2 transactions (shop.orders: 3 rows)' : 'no transactions';
  return [
    ['closing', `${server} came back and takes writes, at mysql-bin.000008:339: it is being closed.`],
    ['closed', `${server} is closed; 3 sessions were ended. It ends at mysql-bin.000008:339.`],
    ['examined', `${server}: its log from mysql-bin.000007:70114 on, where the new {source} took over, has ${found}.`],
  ];
}

/** Newest first, those too that have ended. */
export function dutiesOf(world: World): readonly Duty[] {
  return failovers(world).flatMap((detail) => dutyOf(detail, world.options.clock()) ?? []);
}

export function handsOff(world: World, operation: string, note: string): Duty {
  const duty = dutiesOf(world).find((one) => one.operation === operation && one.state !== 'ended');
  if (duty === undefined) throw new SignalboxError('bad-usage', `Operation ${operation} has no duty that is on.`);
  add(world, operation, dutyEntry(duty.server, 'ended', `${endWords['hands-off']}${note}`));
  return dutiesOf(world).find((one) => one.operation === operation) ?? duty;
}

/** The old source follows the new one: there is nothing to guard against any more. */
export function followsAgain(world: World, server: ServerId): void {
  world.gone = null;
  for (const duty of dutiesOf(world)) {
    if (duty.server !== server || duty.state !== 'on') continue;
    add(world, duty.operation, dutyEntry(server, 'ended', `${server} follows ${duty.newSource}, closed.`));
  }
}

export function incidentsOf(world: World): readonly Incident[] {
  return failovers(world).map(incidentOf);
}

export function remark(world: World, operation: string, text: string, acknowledged: boolean): OperationDetail {
  return add(world, operation, { kind: 'remark', node: null, text, acknowledged });
}

function dutyEntry(server: ServerId, act: DutyAct['act'], text: string): LateEntry {
  return { kind: 'duty', node: null, server, act, text };
}

function add(world: World, id: string, entry: LateEntry): OperationDetail {
  const known = world.operations.find((one) => one.id === id);
  if (known === undefined) throw new SignalboxError('operation-unknown', 'There is no such operation.');
  const written = { sequence: known.entries.length, at: world.options.clock(), entry };
  const operation = { ...known, entries: [...known.entries, written] };
  world.operations = world.operations.map((one) => (one === known ? operation : one));
  return operation;
}

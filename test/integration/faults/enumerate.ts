import type { StepView } from '../../../shared/plans/outcome.ts';
import { makeCase, roles, type Fault, type FaultCase, type Role, type Variant } from './fault-case.ts';
import type { Way } from './job.ts';
import type { WishName } from './wishes.ts';

/** A step of a rehearsed plan, with roles for the names of servers. */
export type RehearsedStep = Pick<StepView, 'id' | 'kind' | 'server' | 'statements' | 'undoStatements'>;

/** Every case of a plan: each step, each fault that can meet it, each way out. */
export function enumerateCases(
  variant: Variant,
  wish: WishName,
  steps: readonly RehearsedStep[],
): readonly FaultCase[] {
  if (wish === 'switchover-then-failover') return thenFailover(variant, steps);
  const victims = victimsOf(wish);
  const once = steps.flatMap((step) => {
    const stepRole = roles.find((role) => role === step.server) ?? null;
    return faultsAt(step, victims).map(({ fault, at }) => makeCase({ variant, wish, stepRole }, fault, at));
  });
  const again = killedAgain(steps).map(({ fault, at }) => makeCase({ variant, wish, stepRole: null }, fault, at));
  return [...once, ...again];
}

/** The source dies at every step of a switchover up to the opening of the candidate. */
function thenFailover(variant: Variant, steps: readonly RehearsedStep[]): readonly FaultCase[] {
  const line = steps.findIndex(({ id }) => id === 'open-candidate');
  return steps
    .slice(0, line + 1)
    .flatMap(({ id }) =>
      (['source-gone', 'source-and-program-gone'] as const).map((kind) =>
        makeCase({ variant, wish: 'switchover-then-failover', stepRole: null }, { kind }, `running:${id}`),
      ),
    );
}

/** In a failover the source is dead already; a rejoin and an attachment are between two servers. */
function victimsOf(wish: WishName): readonly Role[] {
  if (wish === 'failover' || wish === 'salvage') return ['candidate', 'follower'];
  if (wish === 'attach') return ['source', 'follower'];
  return wish === 'rejoin' ? ['source', 'candidate'] : roles;
}

interface Placed {
  readonly fault: Fault;
  readonly at: string;
}

function faultsAt(step: RehearsedStep, victims: readonly Role[]): readonly Placed[] {
  return [...programFaults(step), ...serverFaults(step, victims), ...networkFaults(step, victims)];
}

function programFaults(step: RehearsedStep): readonly Placed[] {
  const killed = [...(isChange(step) ? [`begun:${step.id}`] : []), ...sentPoints(step), `proved:${step.id}`];
  return [
    ...killed.flatMap((at) =>
      (['continue', 'undo'] as const).map((way): Placed => ({
        fault: { kind: 'program-killed', way, again: null },
        at,
      })),
    ),
    { fault: { kind: 'program-suspended' }, at: `running:${step.id}` },
  ];
}

/** The program that takes the way out is killed as well: at every change that it makes or takes back. */
function killedAgain(steps: readonly RehearsedStep[]): readonly Placed[] {
  const changes = steps.filter(isChange);
  const [first] = changes;
  const last = changes.findLast((step) => step.undoStatements.length > 0);
  if (first === undefined || last === undefined) return [];
  const killed = (way: Way, again: string, at: string): Placed => ({
    fault: { kind: 'program-killed', way, again },
    at,
  });
  const undone = changes.filter((step) => step.undoStatements.length > 0);
  return [
    ...changes
      .slice(1)
      .flatMap((step) => [
        killed('continue', `begun:${step.id}`, `proved:${first.id}`),
        killed('continue', `sent:${step.id}:1`, `proved:${first.id}`),
      ]),
    ...undone.flatMap((step) => [
      killed('undo', `undo-begun:${step.id}`, `begun:${last.id}`),
      killed('undo', `undo-sent:${step.id}:1`, `begun:${last.id}`),
      killed('undo', `undone:${step.id}`, `begun:${last.id}`),
    ]),
  ];
}

function serverFaults(step: RehearsedStep, victims: readonly Role[]): readonly Placed[] {
  const places = [`running:${step.id}`, ...sentPoints(step).slice(0, 1)];
  return places.flatMap((at) =>
    victims.flatMap((victim): readonly Placed[] => [
      { fault: { kind: 'server-killed', victim }, at },
      { fault: { kind: 'server-restarted', victim }, at },
      ...(at.startsWith('running:') ? [{ fault: { kind: 'server-paused', victim } as const, at }] : []),
    ]),
  );
}

function networkFaults(step: RehearsedStep, all: readonly Role[]): readonly Placed[] {
  const sending = isChange(step) ? numbers(step).map((number) => `sending:${step.id}:${number}`) : [];
  const ofStatements = sending.flatMap((at): readonly Placed[] => [
    { fault: { kind: 'cut-before-arrival' }, at },
    { fault: { kind: 'cut-before-reply' }, at },
    { fault: { kind: 'swallow-reply' }, at },
  ]);
  const afterReplies = sentPoints(step).map((at): Placed => ({ fault: { kind: 'cut-after-reply' }, at }));
  const victims = step.server === null ? all : all.filter((role) => role === step.server);
  const ofServers = victims.flatMap((victim): readonly Placed[] => {
    const at = `running:${step.id}`;
    return [
      { fault: { kind: 'connections-cut', victim }, at },
      { fault: { kind: 'connections-swallowed', victim }, at },
      { fault: { kind: 'path-lost', victim }, at },
      { fault: { kind: 'delayed', victim }, at },
    ];
  });
  return [...ofStatements, ...afterReplies, ...ofServers];
}

/** Steps that send nothing as long as nobody opened the server have no places but their beginning and their proof. */
function isChange(step: RehearsedStep): boolean {
  return (
    (step.kind === 'change' || step.kind === 'salvage') &&
    !/^(?:(?:keep|still)-closed:|closed-first:|stays-closed$)/.test(step.id)
  );
}

function sentPoints(step: RehearsedStep): readonly string[] {
  return isChange(step) ? numbers(step).map((number) => `sent:${step.id}:${number}`) : [];
}

function numbers(step: RehearsedStep): readonly string[] {
  return step.statements.map((_, index) => String(index + 1));
}

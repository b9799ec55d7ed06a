import type { Json } from '../domain/json.ts';
import type { ServerId } from '../domain/server.ts';
import { asPlanned } from '../guards/proofs/as-planned.ts';
import { notOpen } from '../guards/proofs/read-only.ts';
import { serverAnswers } from '../guards/proofs/answers.ts';
import { isValueRef, type GuardRef, type ValueRef } from '../guards/ref.ts';
import type { GuardResult } from '../guards/verdict.ts';
import type { JournalledState } from './journalled-state.ts';
import { stepsOf, type ChangeNode, type ChangingNode } from './plan.ts';
import { resumedPlan } from './resumed-plan.ts';
import type { WayOut } from './unfinished-operation.ts';

/** Asks one question of the servers as they are now. Its arguments are known. */
export type Ask = (ref: GuardRef) => Promise<GuardResult>;

export interface Prospect {
  /** The step at the line has taken effect: from here forward. */
  readonly pastLine: boolean;
  /** Closed again at the line after it took writes: it goes on from the line, not from the top. */
  readonly fromLine: boolean;
  readonly continue: WayOut;
  readonly undo: WayOut;
}

/** Which ways out of an operation that was cut off are safe as the servers are now. */
export async function prospect(state: JournalledState, ask: Ask): Promise<Prospect> {
  const line = await lineNow(state, ask);
  const goesOn = await continuing(state, line, ask);
  return {
    pastLine: line === 'past',
    fromLine: line === 'written',
    continue: goesOn,
    undo: await undoing(state, ask),
  };
}

/** `written`: the new source is closed again, and took writes before. */
type LineNow = 'before' | 'past' | 'written';

async function lineNow(state: JournalledState, ask: Ask): Promise<LineNow> {
  const node = lineNode(state);
  if (node === null || state.line === 'before') return 'before';
  if (state.line === 'past') return 'past';
  if (passes(await askOne(node.proof, state, ask))) return 'past';
  for (const ref of provided(node)) if (!passes(await askOne(ref, state, ask))) return 'written';
  return 'before';
}

async function continuing(state: JournalledState, line: LineNow, ask: Ask): Promise<WayOut> {
  const way = 'continue' as const;
  if (state.undoing)
    return { way, allowed: false, because: 'It was being undone: that is what can be gone on with.', guards: [] };
  const node = lineNode(state);
  const needed = line === 'before' || node === null ? state.plan.servers : [node.server];
  const refs = [
    ...needed.map((server) => serverAnswers.ref({ server })),
    ...(line === 'before' ? plannedRefs(state) : []),
    ...(line === 'written' && node !== null ? node.before : []),
  ];
  const guards = await askAll(refs, state, ask);
  const objection = guards.find((guard) => !passes(guard));
  if (objection !== undefined) return { way, allowed: false, because: objection.message, guards };
  const because =
    line === 'before'
      ? 'Everything is as this operation left it: it goes through its steps again, and what is done already is only proved.'
      : 'The line is passed: what is left is done, step by step.';
  return { way, allowed: true, because, guards };
}

async function undoing(state: JournalledState, ask: Ask): Promise<WayOut> {
  const way = 'undo' as const;
  if (state.begun.length === 0) return { way, allowed: true, because: nothingChanged(state), guards: [] };
  const final = state.begun.find((node) => node.undo.kind === 'none');
  if (final?.undo.kind === 'none')
    return { way, allowed: false, because: `“${final.title}” can't be undone: ${final.undo.because}.`, guards: [] };
  const gates = state.begun.filter((node) => node.undo.kind === 'change' && node.undo.gate);
  const refs = [...gates.map(({ server }) => serverAnswers.ref({ server })), ...state.begun.flatMap(provided)];
  const guards = await askAll(allowingOwn(refs, gates), state, ask);
  const objection = guards.find((guard) => guard.verdict === 'block');
  if (objection !== undefined)
    return { way, allowed: false, because: `${objection.message} From here the way is forward.`, guards };
  const silent = await silentServers(state, ask);
  const some = `${String(state.begun.length)} ${state.begun.length === 1 ? 'change' : 'changes'}`;
  const because =
    silent.length === 0
      ? `The ${some} begun ${state.begun.length === 1 ? 'is undone, and that is' : 'are undone in reverse order, each'} proved.`
      : `Of the ${some} begun those on ${silent.join(', ')} can't be undone now, since it does not answer.`;
  return { way, allowed: true, because, guards };
}

function nothingChanged({ plan, hooks }: JournalledState): string {
  return hooks.size > 0 && (plan.undone ?? []).length > 0
    ? 'No server was changed, but a hook was begun: the hooks at “undone” are run.'
    : 'No server was changed: there is nothing to undo.';
}

/** A server that a gate closes first need not be closed already. */
function allowingOwn(refs: readonly GuardRef[], gates: readonly ChangingNode[]): readonly GuardRef[] {
  return refs.filter((ref) => ref.guard !== notOpen.code || gates.every((node) => node.server !== ref.args['server']));
}

async function silentServers(state: JournalledState, ask: Ask): Promise<readonly ServerId[]> {
  const servers = [...new Set(state.begun.map((node) => node.server))];
  const answers = await Promise.all(servers.map((server) => ask(serverAnswers.ref({ server }))));
  return servers.filter((_, index) => answers[index] !== undefined && !passes(answers[index]));
}

function provided({ undo }: ChangingNode): readonly GuardRef[] {
  return undo.kind === 'change' ? undo.provided : [];
}

/** Where the plan asks whether everything is as it was found, asked as this operation may have left it. */
function plannedRefs(state: JournalledState): readonly GuardRef[] {
  return stepsOf(resumedPlan(state.plan, state).nodes).flatMap((step) =>
    step.kind === 'wait' && step.until.guard === asPlanned.code ? [step.until] : [],
  );
}

function lineNode({ plan }: JournalledState): ChangeNode | null {
  const node = stepsOf(plan.nodes).find((step) => step.id === plan.line);
  return node?.kind === 'change' ? node : null;
}

function askAll(refs: readonly GuardRef[], state: JournalledState, ask: Ask): Promise<readonly GuardResult[]> {
  return Promise.all(refs.map((ref) => askOne(ref, state, ask)));
}

function passes({ verdict }: GuardResult): boolean {
  return verdict !== 'block';
}

/** Asks with the values of the journal; one that was never read can't be asked for, which is no pass. */
async function askOne(ref: GuardRef, { values }: JournalledState, ask: Ask): Promise<GuardResult> {
  const args = Object.entries(ref.args).map(
    ([name, argument]) => [name, isValueRef(argument) ? valueOf(argument, values) : argument] as const,
  );
  if (args.every(([, argument]) => argument !== undefined))
    return ask({ guard: ref.guard, args: Object.fromEntries(args) as GuardRef['args'] });
  const message = `Cannot tell (${ref.guard}): what it compares with was not written down before the program ended.`;
  return {
    code: ref.guard,
    server: null,
    verdict: 'block',
    message,
    cure: 'Look at the servers by hand.',
    accepted: null,
  };
}

function valueOf({ value, path }: ValueRef, values: ReadonlyMap<string, Json>): Json | undefined {
  const found = values.get(value);
  if (path === undefined || found === undefined) return found;
  return typeof found === 'object' && found !== null && !Array.isArray(found)
    ? (found as Readonly<Record<string, Json>>)[path]
    : undefined;
}

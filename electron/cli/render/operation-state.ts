import { inWords } from '../../../shared/domain/words.ts';
import type { OperationState, WayOut } from '../../../shared/plans/unfinished-operation.ts';
import { renderGuards } from './guards.ts';
import type { Look } from './look.ts';
import { renderEnded } from './plan.ts';
import { printable } from './printable.ts';
import { localTime } from './time.ts';
import { renderTopology } from './topology.ts';

/** An operation step by step, its servers as they are now, and the ways out of it. */
export function renderState(given: OperationState, look: Look): string {
  const state = printable(given);
  const { operation } = state;
  const ended = operation.endedAt === null ? (state.living ? 'running' : 'cut off') : String(operation.outcome);
  const line = state.pastLine ? ['The line is passed.'] : [];
  const sheet = state.rescueSheet === null ? [] : [`Rescue sheet: ${state.rescueSheet}`];
  return [
    look.paint('bold', `Operation ${operation.id}: ${inWords(operation.title, look.words)}`),
    `begun ${localTime(operation.startedAt)}, ${ended}`,
    ...given.steps.flatMap((step) => renderEnded(step, look)),
    ...line,
    ...sheet,
    ...(state.topology === null ? [] : ['', renderTopology(state.topology, look)]),
    ...(state.ways.length === 0 ? [] : ['', look.paint('bold', 'Ways out, as the servers are now')]),
    ...state.ways.flatMap((way) => renderWay(way, operation.id, look)),
  ].join('\n');
}

const commands = {
  continue: (id: string) => `signalbox operations resume ${id}`,
  undo: (id: string) => `signalbox operations undo ${id}`,
  'hand-over': (id: string) => `signalbox operations hand-over ${id} --note TEXT`,
} as const;

function renderWay({ way, allowed, because, guards }: WayOut, id: string, look: Look): readonly string[] {
  const mark = allowed ? look.paint('green', '✓') : look.paint('red', '✗');
  const bad = guards.filter((guard) => guard.verdict !== 'pass');
  return [
    `${mark} ${way}: ${inWords(because, look.words)}`,
    ...(allowed ? [look.paint('dim', `    ${commands[way](id)}`)] : []),
    ...(bad.length === 0 ? [] : renderGuards(bad, look)),
  ];
}

import { inWords } from '../../../shared/domain/words.ts';
import type { GuardResult, VerdictKind } from '../../../shared/guards/verdict.ts';
import type { Look } from './look.ts';
import type { Style } from './paint.ts';
import { printable } from './printable.ts';

const marks: Readonly<Record<VerdictKind, { readonly mark: string; readonly style: Style; readonly order: number }>> = {
  block: { mark: '✗ blocks', style: 'red', order: 0 },
  loss: { mark: '✗ loss  ', style: 'red', order: 1 },
  warn: { mark: '! warns ', style: 'yellow', order: 2 },
  pass: { mark: '✓ passes', style: 'green', order: 3 },
};

/** The guards' answers, worst first, each with its evidence and its cure. */
export function renderGuards(guards: readonly GuardResult[], look: Look): readonly string[] {
  return printable(guards)
    .toSorted((a, b) => marks[a.verdict].order - marks[b.verdict].order)
    .flatMap((guard) => renderGuard(guard, look));
}

function renderGuard(guard: GuardResult, look: Look): readonly string[] {
  const { paint, words } = look;
  const { mark, style } = marks[guard.verdict];
  const isSaid = guard.verdict === 'pass' && guard.server !== null && guard.message.includes(guard.server);
  const where = guard.server === null || isSaid ? '' : `@${guard.server}`;
  const cure =
    guard.cure === null || guard.verdict === 'pass' ? [] : [`           cure: ${inWords(guard.cure, words)}`];
  const accepted = guard.accepted === null ? [] : [paint('dim', `           accepted: ${guard.accepted}`)];
  const line = `${paint(style, mark)} ${paint('bold', guard.code)}${where}: ${inWords(guard.message, words)}`;
  return [guard.verdict === 'pass' ? paint('dim', line) : line, ...cure, ...accepted];
}

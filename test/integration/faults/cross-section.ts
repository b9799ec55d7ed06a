import type { FaultCase } from './fault-case.ts';

/**
 * A few cases of the matrix that meet every step: of each step one, the kinds of fault in turn, none that has to wait
 * for long bounds.
 */
export function crossSection(cases: readonly FaultCase[]): readonly FaultCase[] {
  const quick = cases.filter(isQuick);
  const chosen: FaultCase[] = [];
  for (const step of new Set(quick.map(stepOf))) {
    const ofStep = quick.filter((each) => stepOf(each) === step);
    const kinds = [...new Set(ofStep.map(flavourOf))];
    const rarest = kinds.toSorted((one, other) => times(chosen, one) - times(chosen, other))[0];
    const found = ofStep.find((each) => flavourOf(each) === rarest);
    if (found !== undefined) chosen.push(found);
  }
  return chosen;
}

/** Of the plans with a dead source in them: a fault at each of these steps, as the rest has been met in a switchover. */
const afterDeath = [
  'failover stop-receiver:candidate',
  'failover stop-channel',
  'failover open-candidate',
  'rejoin close-source',
  'rejoin attach-source',
  'switchover-then-failover drain',
];

/** A handful of the cross-section. */
export function afterDeathSection(cases: readonly FaultCase[]): readonly FaultCase[] {
  return crossSection(cases).filter((fault) => afterDeath.includes(stepOf(fault)));
}

/** `sent:close-source:1` and `running:close-source` are the same step. */
export function stepOf({ wish, at }: FaultCase): string {
  const [kind, ...rest] = at.split(':');
  return `${wish === 'another-way' || wish === 'another-source' ? 'change-master' : wish} ${(kind === 'sent' || kind === 'sending' ? rest.slice(0, -1) : rest).join(':')}`;
}

function flavourOf({ fault }: FaultCase): string {
  if (fault.kind !== 'program-killed') return fault.kind;
  return `${fault.kind} ${fault.way}${fault.again === null ? '' : ' again'}`;
}

function times(chosen: readonly FaultCase[], flavour: string): number {
  return chosen.filter((each) => flavourOf(each) === flavour).length;
}

const quickKinds: readonly FaultCase['fault']['kind'][] = [
  'program-killed',
  'cut-before-arrival',
  'cut-before-reply',
  'cut-after-reply',
  'connections-cut',
  'source-and-program-gone',
];

function isQuick({ fault }: FaultCase): boolean {
  return quickKinds.includes(fault.kind);
}

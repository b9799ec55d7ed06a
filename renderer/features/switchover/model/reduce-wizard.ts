import type { OperationEvent } from '../../../../shared/plans/operation-event.ts';
import { askAgain, latest } from './asked.ts';
import { obstacle } from './checks.ts';
import { accept, choose, keepValid, leaveBehind } from './draft.ts';
import { finalSteps, foldRun, runOf } from './run.ts';
import { checking, choosing, running } from './wizard.ts';
import type { Checking, Choosing, Finished, Planning, Running, Wizard } from './wizard.ts';
import type { WizardAction } from './wizard-action.ts';

/** Where the operator stands after an action. An action that makes no sense at this station changes nothing. */
export function reduceWizard(wizard: Wizard, action: WizardAction): Wizard {
  if (action.kind === 'adopt') return running(action.plan, action.operation, wizard.draft);
  switch (wizard.station) {
    case 'choose':
      return atChoose(wizard, action);
    case 'checks':
      return atChecks(wizard, action);
    case 'plan':
      return atPlan(wizard, action);
    case 'run':
      return atRun(wizard, action);
    case 'done':
      return atDone(wizard, action);
  }
}

function atChoose(wizard: Choosing, action: WizardAction): Wizard {
  const { draft, candidates } = wizard;
  if (action.kind === 'ask-candidates') return { ...wizard, candidates: askAgain(candidates) };
  if (action.kind === 'candidates') {
    const best = action.candidates.find((candidate) => candidate.verdict === 'best')?.server ?? null;
    return {
      ...wizard,
      draft: draft.to === null && best !== null ? choose(draft, best) : draft,
      candidates: { kind: 'answered', value: action.candidates, at: action.at },
    };
  }
  if (action.kind === 'candidates-failed') {
    return { ...wizard, candidates: { kind: 'failed', error: action.error, last: latest(candidates) } };
  }
  if (action.kind === 'choose') return { ...wizard, draft: choose(draft, action.to) };
  if (action.kind === 'check' && draft.to !== null) return checking(draft, draft.to);
  return wizard;
}

function atChecks(wizard: Checking, action: WizardAction): Wizard {
  const { draft, preview } = wizard;
  if (action.kind === 'check') return { ...wizard, preview: askAgain(preview) };
  if (action.kind === 'preview') {
    const kept = keepValid(draft, action.preview.guards);
    return { ...wizard, draft: kept, preview: { kind: 'answered', value: action.preview, at: action.at } };
  }
  if (action.kind === 'preview-failed') {
    return { ...wizard, preview: { kind: 'failed', error: action.error, last: latest(preview) } };
  }
  if (action.kind === 'leave-behind') {
    return { ...wizard, draft: leaveBehind(draft, action.server, action.left), preview: askAgain(preview) };
  }
  if (action.kind === 'accept') return { ...wizard, draft: accept(draft, action.guard, action.reason) };
  if (action.kind === 'back') return choosing(draft);
  if (action.kind === 'choose') return choosing(choose(draft, action.to));
  if (action.kind === 'go-to-plan') return toPlan(wizard);
  return wizard;
}

function toPlan(wizard: Checking): Wizard {
  const { preview, draft } = wizard;
  if (preview.kind !== 'answered' || obstacle(preview.value, draft) !== null) return wizard;
  return { station: 'plan', draft, preview: preview.value, typed: '' };
}

function atPlan(wizard: Planning, action: WizardAction): Wizard {
  const { draft, preview } = wizard;
  if (action.kind === 'type') return { ...wizard, typed: action.text };
  if (action.kind === 'choose') return choosing(choose(draft, action.to));
  if (action.kind === 'back') {
    const answered = { kind: 'answered', value: preview, at: preview.builtAt } as const;
    return { ...checking(draft, preview.candidate), preview: answered };
  }
  if (action.kind === 'check') {
    return checking(draft, preview.candidate, { kind: 'asking', last: preview });
  }
  if (action.kind === 'run') return { ...running(preview, null, draft), run: runOf(null, preview.steps) };
  return wizard;
}

function atRun(wizard: Running, action: WizardAction): Wizard {
  if (action.kind === 'event') return afterEvent(wizard, action.event, action.now);
  if (action.kind === 'stop') return { ...wizard, stopping: true };
  if (action.kind === 'stop-failed') return { ...wizard, stopping: false };
  if (action.kind !== 'lost') return wizard;
  const { plan, draft, run } = wizard;
  const begun = run.operation !== null;
  if (begun || plan.candidate === null) return { ...wizard, lost: action.error };
  return { ...checking({ ...draft, to: plan.candidate }, plan.candidate), refusal: action.error };
}

function afterEvent(wizard: Running, event: OperationEvent, now: number): Wizard {
  const { draft, plan, run } = wizard;
  if (event.kind !== 'finished') return { ...wizard, lost: null, run: foldRun(run, event, now) };
  const { result } = event;
  return { station: 'done', draft, plan, run: { ...run, steps: finalSteps(run, result) }, result };
}

function atDone(wizard: Finished, action: WizardAction): Wizard {
  if (action.kind === 'start-over') return choosing();
  if (action.kind === 'check' && wizard.plan.candidate !== null) {
    return checking({ ...wizard.draft, to: wizard.plan.candidate }, wizard.plan.candidate);
  }
  return wizard;
}

import { accept, keepValid } from './acceptances.ts';
import { askAgain, latest } from './asked.ts';
import { obstacle } from './checks.ts';
import { reduceRunning, running } from './operation-in-sight.ts';
import type { Finished, RunAction, Running } from './operation-in-sight.ts';
import { runOf } from './run.ts';
import { checking, choosing } from './wizard.ts';
import type { Checking, Choosing, Draft, Planning, Wizard } from './wizard.ts';
import type { WizardAction } from './wizard-action.ts';

/** Where the operator stands after an action. An action that makes no sense at this station changes nothing. */
export function reduceWizard<C>(wizard: Wizard<C>, action: WizardAction<C>): Wizard<C> {
  if (action.kind === 'adopt') return { ...running(action.plan, action.operation), draft: wizard.draft };
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

function atChoose<C>(wizard: Choosing<C>, action: WizardAction<C>): Wizard<C> {
  if (action.kind === 'choose') return choosing(action.choice);
  return action.kind === 'check' ? checking(wizard.draft) : wizard;
}

function atChecks<C>(wizard: Checking<C>, action: WizardAction<C>): Wizard<C> {
  const { draft, preview } = wizard;
  if (action.kind === 'check') return { ...wizard, preview: askAgain(preview) };
  if (action.kind === 'adjust') {
    return { ...wizard, draft: { ...draft, choice: action.choice }, preview: askAgain(preview) };
  }
  if (action.kind === 'preview') {
    const accepted = keepValid(draft.accepted, action.preview.guards);
    return {
      ...wizard,
      draft: { ...draft, accepted },
      preview: { kind: 'answered', value: action.preview, at: action.at },
    };
  }
  if (action.kind === 'preview-failed') {
    return { ...wizard, preview: { kind: 'failed', error: action.error, last: latest(preview) } };
  }
  if (action.kind === 'accept') {
    return { ...wizard, draft: { ...draft, accepted: accept(draft.accepted, action.guard, action.reason) } };
  }
  if (action.kind === 'back') return { station: 'choose', draft };
  if (action.kind === 'choose') return choosing(action.choice);
  return action.kind === 'go-to-plan' ? toPlan(wizard) : wizard;
}

function toPlan<C>(wizard: Checking<C>): Wizard<C> {
  const { preview, draft } = wizard;
  if (preview.kind !== 'answered' || obstacle(preview.value, draft.accepted) !== null) return wizard;
  return { station: 'plan', draft, preview: preview.value, typed: '' };
}

function atPlan<C>(wizard: Planning<C>, action: WizardAction<C>): Wizard<C> {
  const { draft, preview } = wizard;
  if (action.kind === 'type') return { ...wizard, typed: action.text };
  if (action.kind === 'choose') return choosing(action.choice);
  if (action.kind === 'back') {
    const answered = { kind: 'answered', value: preview, at: preview.builtAt } as const;
    return { ...checking(draft), preview: answered };
  }
  if (action.kind === 'check') return checking(draft, { kind: 'asking', last: preview });
  if (action.kind === 'run') return { ...running(action.plan, null), draft, run: runOf(null, preview.steps) };
  return wizard;
}

function atRun<C>(wizard: Running & { readonly draft: Draft<C> }, action: WizardAction<C>): Wizard<C> {
  if (!isRunAction(action)) return wizard;
  if (action.kind === 'lost' && wizard.run.operation === null) {
    return { ...checking(wizard.draft), refusal: action.error };
  }
  return { ...reduceRunning(wizard, action), draft: wizard.draft };
}

function isRunAction<C>(action: WizardAction<C>): action is RunAction {
  return ['event', 'lost', 'stop', 'stop-failed'].includes(action.kind);
}

function atDone<C>(wizard: Finished & { readonly draft: Draft<C> }, action: WizardAction<C>): Wizard<C> {
  return action.kind === 'check' ? checking(wizard.draft) : wizard;
}

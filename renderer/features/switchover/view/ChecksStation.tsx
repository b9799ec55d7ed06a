import type { JSX } from 'react';
import type { SwitchoverPreview } from '../../../../shared/plans/switchover-view.ts';
import { Button } from '../../../ui/controls/Button.tsx';
import { ErrorNotice } from '../../../ui/feedback/ErrorNotice.tsx';
import { latest } from '../model/asked.ts';
import { obstacle } from '../model/checks.ts';
import type { Obstacle } from '../model/checks.ts';
import type { Checking } from '../model/wizard.ts';
import type { WizardStore } from '../store/wizard-store.ts';
import { CheckGroups } from './CheckGroups.tsx';
import { ChecksAside } from './ChecksAside.tsx';
import { useSubject } from './use-subject.ts';
import { Waiting } from './Waiting.tsx';
import { WizardFrame } from './WizardFrame.tsx';
import classes from './wizard.module.css';

interface ChecksStationProps {
  readonly cluster: string;
  readonly store: WizardStore;
  readonly wizard: Checking;
}

/** What the guards say of the live servers: what blocks, what may be lost, what is to be known. */
export function ChecksStation({ cluster, store, wizard }: ChecksStationProps): JSX.Element {
  const subject = useSubject(cluster);
  const known = latest(wizard.preview);
  const asking = wizard.preview.kind === 'asking';
  return (
    <WizardFrame
      cluster={cluster}
      station="checks"
      source={known?.source ?? null}
      candidate={wizard.to}
      aside={<ChecksAside cluster={cluster} store={store} wizard={wizard} />}
      footer={<ChecksFooter store={store} wizard={wizard} />}
    >
      <h2 className={classes['question']}>Can {subject.name(wizard.to)} take over?</h2>
      {wizard.refusal !== null && <ErrorNotice error={wizard.refusal} />}
      {wizard.preview.kind === 'failed' && <ErrorNotice error={wizard.preview.error} />}
      {known === null && asking && <Waiting>Asking every guard on the live servers…</Waiting>}
      {known !== null && <CheckGroups preview={known} draft={wizard.draft} store={store} name={subject.name} />}
    </WizardFrame>
  );
}

function ChecksFooter({ store, wizard }: Pick<ChecksStationProps, 'store' | 'wizard'>): JSX.Element {
  const { preview } = wizard;
  const because = preview.kind === 'answered' ? whyNot(preview.value, wizard) : null;
  const waiting = preview.kind === 'failed' ? 'Check again first' : null;
  return (
    <>
      <Button kind="ghost" onClick={() => store.back()}>
        Back
      </Button>
      <span className={classes['spring']} />
      {because !== null && <span className={classes['because']}>{because}</span>}
      <Button
        kind="primary"
        onClick={() => store.goToPlan()}
        busy={preview.kind === 'asking'}
        disabledBecause={because ?? waiting}
      >
        Show the plan
      </Button>
    </>
  );
}

function whyNot(preview: SwitchoverPreview, wizard: Checking): string | null {
  const found = obstacle(preview, wizard.draft);
  return found === null ? null : obstacleText(found);
}

function obstacleText(found: Obstacle): string {
  switch (found.kind) {
    case 'blocked':
      return found.count === 1 ? 'One check blocks: cure it first' : `${found.count} checks block: cure them first`;
    case 'loss-without-reason':
      return 'What may be lost is accepted with a reason';
    case 'warning-not-ticked':
      return found.count === 1 ? 'One warning is not ticked yet' : `${found.count} warnings are not ticked yet`;
    case 'no-plan':
      return 'No plan could be made: check again';
  }
}

import type { JSX, ReactNode } from 'react';
import type { AnyPreview } from '../../../../shared/plans/any-preview.ts';
import { Button } from '../../controls/Button.tsx';
import { ErrorNotice } from '../../feedback/ErrorNotice.tsx';
import { useSaid } from '../../state/use-said.ts';
import { latest } from '../model/asked.ts';
import { obstacle } from '../model/checks.ts';
import { checksQuestion } from '../model/kind-words.ts';
import { obstacleText } from '../model/obstacle-text.ts';
import type { Checking } from '../model/wizard.ts';
import type { WizardControl } from '../store/wizard-store.ts';
import { CheckGroups } from './CheckGroups.tsx';
import { ChecksAside } from './ChecksAside.tsx';
import { KindEvidence } from './KindEvidence.tsx';
import { useSubject } from './use-subject.ts';
import { Waiting } from './Waiting.tsx';
import { WaysOn } from './WaysOn.tsx';
import { WizardFrame } from './WizardFrame.tsx';
import type { Face, Leaving } from './WizardStations.tsx';
import classes from './wizard.module.css';

/** What one kind of wizard adds to its checks. */
export interface ChecksExtras {
  /** Above the checks. */
  readonly lead: (preview: AnyPreview) => ReactNode;
  /** Codes of guards that are shown and accepted in `lead`. */
  readonly apart: readonly string[];
  /** What can be chosen beside the checks. */
  readonly aside: ReactNode;
}

interface ChecksStationProps {
  readonly face: Face;
  readonly control: WizardControl;
  readonly wizard: Checking<unknown>;
  readonly leaving: Leaving | null;
  readonly extras: ChecksExtras | null;
  /** Is there a choice to go back to? */
  readonly canGoBack: boolean;
}

/** What the guards say of the live servers: what blocks, what may be lost, what is to be known. */
export function ChecksStation({ face, control, wizard, leaving, extras, canGoBack }: ChecksStationProps): JSX.Element {
  const subject = useSubject(face.cluster);
  const said = useSaid();
  const known = latest(wizard.preview);
  const asking = wizard.preview.kind === 'asking';
  return (
    <WizardFrame
      {...face}
      station="checks"
      aside={
        <ChecksAside control={control} wizard={wizard} leaving={leaving} name={subject.name} choices={extras?.aside} />
      }
      footer={<ChecksFooter control={control} wizard={wizard} canGoBack={canGoBack} />}
    >
      {known !== null && <h2 className={classes['question']}>{said(checksQuestion(known))}</h2>}
      <div className={classes['notices']}>
        {wizard.refusal !== null && <ErrorNotice error={wizard.refusal} />}
        {wizard.preview.kind === 'failed' && <ErrorNotice error={wizard.preview.error} />}
      </div>
      {known === null && asking && <Waiting>Asking every guard on the live servers…</Waiting>}
      {known !== null && (
        <>
          <KindEvidence preview={known} />
          {extras?.lead(known)}
          <CheckGroups
            guards={known.guards}
            accepted={wizard.draft.accepted}
            onAccept={(guard, reason) => control.accept(guard, reason)}
            name={subject.name}
            apart={extras?.apart ?? []}
            waysOn={(guard) => <WaysOn guard={guard} name={subject.name} preview={known} leaving={leaving} />}
          />
        </>
      )}
    </WizardFrame>
  );
}

function ChecksFooter({
  control,
  wizard,
  canGoBack,
}: Pick<ChecksStationProps, 'control' | 'wizard' | 'canGoBack'>): JSX.Element {
  const { preview } = wizard;
  const because = preview.kind === 'answered' ? whyNot(preview.value, wizard) : null;
  const waiting = preview.kind === 'failed' ? 'Check again first' : null;
  return (
    <>
      {canGoBack && (
        <Button kind="ghost" onClick={() => control.back()}>
          Back
        </Button>
      )}
      <span className={classes['spring']} />
      {because !== null && <span className={classes['because']}>{because}</span>}
      <Button
        kind="primary"
        onClick={() => control.goToPlan()}
        busy={preview.kind === 'asking'}
        disabledBecause={because ?? waiting}
      >
        Show the plan
      </Button>
    </>
  );
}

function whyNot(preview: AnyPreview, wizard: Checking<unknown>): string | null {
  const found = obstacle(preview, wizard.draft.accepted);
  return found === null ? null : obstacleText(found);
}

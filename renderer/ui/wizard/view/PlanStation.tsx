import type { JSX } from 'react';
import { Button } from '../../controls/Button.tsx';
import { CopyTextButton } from '../../controls/CopyTextButton.tsx';
import { LeverFrame } from '../../lever/LeverFrame.tsx';
import { planDocument, planFileName, sqlOf } from '../model/plan-text.ts';
import type { Planning } from '../model/wizard.ts';
import type { WizardControl } from '../store/wizard-store.ts';
import { ConfirmBar } from './ConfirmBar.tsx';
import { PlanAside } from './PlanAside.tsx';
import { saveFile } from '../../controls/save-file.ts';
import { useSubject } from './use-subject.ts';
import { WizardFrame } from './WizardFrame.tsx';
import type { Face } from './WizardStations.tsx';
import classes from './wizard.module.css';

interface PlanStationProps {
  readonly face: Face;
  readonly control: WizardControl;
  readonly wizard: Planning<unknown>;
}

/** Every step with its exact statements, before anything is changed; then the confirmation. */
export function PlanStation({ face, control, wizard }: PlanStationProps): JSX.Element {
  const subject = useSubject(face.cluster);
  const { preview } = wizard;
  const save = (): void => saveFile(planFileName(preview, subject.name), planDocument(preview));
  const footer = (
    <>
      <Button kind="ghost" onClick={() => control.back()}>
        Back
      </Button>
      <Button kind="ghost" onClick={save}>
        Save plan…
      </Button>
      <CopyTextButton text={() => sqlOf(preview, subject.name)}>Copy SQL</CopyTextButton>
      <span className={classes['spring']} />
      <ConfirmBar label={subject.label} control={control} wizard={wizard} />
    </>
  );
  return (
    <WizardFrame {...face} station="plan" aside={<PlanAside wizard={wizard} control={control} />} footer={footer}>
      <LeverFrame
        steps={preview.steps}
        line={preview.line}
        shows="plan"
        name={subject.name}
        everyone={subject.everyone}
      />
    </WizardFrame>
  );
}

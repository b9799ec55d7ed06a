import type { JSX } from 'react';
import { Button } from '../../../ui/controls/Button.tsx';
import { LeverFrame } from '../../../ui/lever/LeverFrame.tsx';
import { planDocument, planFileName, sqlOf } from '../model/plan-text.ts';
import type { Planning } from '../model/wizard.ts';
import type { WizardStore } from '../store/wizard-store.ts';
import { ConfirmBar } from './ConfirmBar.tsx';
import { CopyTextButton } from '../../../ui/controls/CopyTextButton.tsx';
import { PlanAside } from './PlanAside.tsx';
import { saveFile } from './save-file.ts';
import { useSubject } from './use-subject.ts';
import { WizardFrame } from './WizardFrame.tsx';
import classes from './wizard.module.css';

interface PlanStationProps {
  readonly cluster: string;
  readonly store: WizardStore;
  readonly wizard: Planning;
}

/** Every step with its exact statements, before anything is changed; then the confirmation. */
export function PlanStation({ cluster, store, wizard }: PlanStationProps): JSX.Element {
  const subject = useSubject(cluster);
  const { preview } = wizard;
  const save = (): void => saveFile(planFileName(preview, subject.name), planDocument(preview));
  const footer = (
    <>
      <Button kind="ghost" onClick={() => store.back()}>
        Back
      </Button>
      <Button kind="ghost" onClick={save}>
        Save plan…
      </Button>
      <CopyTextButton text={() => sqlOf(preview, subject.name)}>Copy SQL</CopyTextButton>
      <span className={classes['spring']} />
      <ConfirmBar store={store} wizard={wizard} name={subject.name} />
    </>
  );
  return (
    <WizardFrame
      cluster={cluster}
      station="plan"
      source={preview.source}
      candidate={preview.candidate}
      aside={<PlanAside wizard={wizard} store={store} />}
      footer={footer}
    >
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

import type { JSX } from 'react';
import type { ErrorReport } from '../../../../shared/domain/errors.ts';
import { LinkButton } from '../../../ui/controls/Button.tsx';
import { DumpBars } from '../../../ui/dump/DumpBars.tsx';
import { ErrorNotice } from '../../../ui/feedback/ErrorNotice.tsx';
import { paths } from '../../../ui/route/paths.ts';
import { WizardFrame } from '../../../ui/wizard/view/WizardFrame.tsx';
import wizard from '../../../ui/wizard/view/wizard.module.css';
import type { WizardFace } from './dump-face.ts';
import classes from './dump.module.css';

interface LostStationProps {
  readonly face: WizardFace;
  readonly error: ErrorReport;
}

/** This program does not take the dump (any more): what is known of it. */
export function LostStation({ face, error }: LostStationProps): JSX.Element {
  const footer = (
    <>
      <span className={wizard['spring']} />
      <LinkButton kind="primary" href={paths.map(face.cluster)}>
        Back to the map
      </LinkButton>
    </>
  );
  return (
    <WizardFrame {...face} station="run" aside={null} footer={footer}>
      <div className={classes['body']}>
        <h2 className={wizard['question']}>This dump can’t be followed</h2>
        <ErrorNotice error={error} />
        <p className={wizard['prose']}>
          It may have ended while Signalbox was away. A dump that is complete is recorded in the journal with the name
          of its file; of any other no file is left under its name.
        </p>
        <DumpBars cluster={face.cluster} />
      </div>
    </WizardFrame>
  );
}

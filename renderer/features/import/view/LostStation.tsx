import type { JSX } from 'react';
import type { ErrorReport } from '../../../../shared/domain/errors.ts';
import { LinkButton } from '../../../ui/controls/Button.tsx';
import { ErrorNotice } from '../../../ui/feedback/ErrorNotice.tsx';
import { ImportBars } from '../../../ui/import/ImportBars.tsx';
import { paths } from '../../../ui/route/paths.ts';
import { WizardFrame } from '../../../ui/wizard/view/WizardFrame.tsx';
import wizard from '../../../ui/wizard/view/wizard.module.css';
import type { WizardFace } from './import-face.ts';
import classes from './import.module.css';

interface LostStationProps {
  readonly face: WizardFace;
  readonly id: string;
  readonly error: ErrorReport;
}

/** This program does not run the import (any more): what is known of it, and how it goes on. */
export function LostStation({ face, id, error }: LostStationProps): JSX.Element {
  return (
    <WizardFrame
      {...face}
      station="run"
      aside={null}
      footer={
        <>
          <span className={wizard['spring']} />
          <LinkButton kind="primary" href={paths.map(face.cluster)}>
            Back to the map
          </LinkButton>
        </>
      }
    >
      <div className={classes['body']}>
        <h2 className={wizard['question']}>The import {id} can’t be followed</h2>
        <ErrorNotice error={error} />
        <p className={wizard['prose']}>
          It may have ended while Signalbox was away. If it did not, it is listed here, and what is committed is in the
          server.
        </p>
        <ImportBars cluster={face.cluster} />
      </div>
    </WizardFrame>
  );
}

import type { JSX } from 'react';
import { Button } from '../../../ui/controls/Button.tsx';
import { useSignalbox } from '../../../ui/state/signalbox.ts';
import { useAction } from '../../../ui/state/use-action.ts';
import { useSaid } from '../../../ui/state/use-said.ts';
import { Waiting } from '../../../ui/wizard/view/Waiting.tsx';
import { WizardFrame } from '../../../ui/wizard/view/WizardFrame.tsx';
import wizard from '../../../ui/wizard/view/wizard.module.css';
import type { ImportSight } from '../model/run.ts';
import type { WizardFace } from './import-face.ts';
import classes from './import.module.css';
import { ProgressHeadline } from './ProgressHeadline.tsx';
import { RunAside } from './RunAside.tsx';
import { TableBars } from './TableBars.tsx';
import { ThroughputCharts } from './ThroughputCharts.tsx';

interface RunStationProps {
  readonly face: WizardFace;
  readonly sight: ImportSight;
  readonly id: string;
}

/** How far it is, how fast, what of each table is there; and the way to stop it. */
export function RunStation({ face, sight, id }: RunStationProps): JSX.Element {
  return (
    <WizardFrame
      {...face}
      station="run"
      aside={<RunAside sight={sight} />}
      footer={<RunFooter id={id} sight={sight} />}
    >
      {sight.preview === null ? (
        <Waiting>Returning to the import…</Waiting>
      ) : (
        <div className={classes['body']}>
          <ProgressHeadline sight={sight} />
          <ThroughputCharts samples={sight.samples} />
          <TableBars sight={sight} />
        </div>
      )}
    </WizardFrame>
  );
}

function RunFooter({ id, sight }: Pick<RunStationProps, 'id' | 'sight'>): JSX.Element {
  const { bridge } = useSignalbox();
  const said = useSaid();
  const stop = useAction(() => bridge.call('import.cancel', { importId: id }));
  return (
    <>
      <span className={wizard['prose']}>
        It runs in Signalbox itself: this page can be left and returned to. Stopping keeps what is committed.
      </span>
      <span className={wizard['spring']} />
      {stop.error !== null && (
        <span role="alert" className={wizard['because']}>
          {said(stop.error.message)}
        </span>
      )}
      <Button
        kind="danger"
        icon="stop"
        busy={sight.stopping || stop.busy}
        onClick={() => stop.run()}
        disabledBecause={sight.preview === null ? 'It has not begun yet' : null}
      >
        {sight.stopping ? 'Stopping…' : 'Stop the import'}
      </Button>
    </>
  );
}

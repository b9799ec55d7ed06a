import type { JSX } from 'react';
import { Button } from '../../../ui/controls/Button.tsx';
import { Chart } from '../../../ui/chart/Chart.tsx';
import { KeyValue } from '../../../ui/layout/KeyValue.tsx';
import { Panel } from '../../../ui/layout/Panel.tsx';
import { useSignalbox } from '../../../ui/state/signalbox.ts';
import { useAction } from '../../../ui/state/use-action.ts';
import { useSaid } from '../../../ui/state/use-said.ts';
import { speedText } from '../../../ui/text/amounts.ts';
import { Mono } from '../../../ui/text/Mono.tsx';
import { Waiting } from '../../../ui/wizard/view/Waiting.tsx';
import { WizardFrame } from '../../../ui/wizard/view/WizardFrame.tsx';
import wizard from '../../../ui/wizard/view/wizard.module.css';
import type { DumpSight } from '../model/run.ts';
import type { WizardFace } from './dump-face.ts';
import classes from './dump.module.css';
import { Progress } from './Progress.tsx';

interface RunStationProps {
  readonly face: WizardFace;
  readonly sight: DumpSight;
  readonly id: string;
}

/** How far it is and how fast; and the way to cancel it. */
export function RunStation({ face, sight, id }: RunStationProps): JSX.Element {
  const points = sight.samples.map(({ elapsedMs, bytesPerSecond }) => ({ at: elapsedMs, value: bytesPerSecond }));
  return (
    <WizardFrame
      {...face}
      station="run"
      aside={<RunAside sight={sight} />}
      footer={<RunFooter id={id} sight={sight} />}
    >
      {sight.preview === null ? (
        <Waiting>Returning to the dump…</Waiting>
      ) : (
        <div className={classes['body']}>
          <Progress sight={sight} />
          <Chart title="Speed" points={points} text={speedText} />
        </div>
      )}
    </WizardFrame>
  );
}

function RunAside({ sight: { preview } }: { readonly sight: DumpSight }): JSX.Element | null {
  if (preview === null) return null;
  return (
    <Panel title="This dump">
      <KeyValue
        rows={[
          ['Of', <Mono key="server">{preview.server}</Mono>],
          ['Into', <Mono key="file">{preview.out}</Mono>],
          ['Databases', <Mono key="databases">{preview.databases.join(', ')}</Mono>],
          ['Program', <Mono key="program">{`${preview.program.file} (${preview.program.version})`}</Mono>],
        ]}
      />
    </Panel>
  );
}

function RunFooter({ id, sight }: Pick<RunStationProps, 'id' | 'sight'>): JSX.Element {
  const { bridge } = useSignalbox();
  const said = useSaid();
  const cancel = useAction(() => bridge.call('dump.cancel', { dumpId: id }));
  return (
    <>
      <span className={wizard['prose']}>
        It runs in Signalbox itself: this page can be left and returned to. Cancelling leaves no file.
      </span>
      <span className={wizard['spring']} />
      {cancel.error !== null && (
        <span role="alert" className={wizard['because']}>
          {said(cancel.error.message)}
        </span>
      )}
      <Button
        kind="danger"
        icon="stop"
        busy={sight.stopping || cancel.busy}
        onClick={() => cancel.run()}
        disabledBecause={sight.preview === null ? 'It has not begun yet' : null}
      >
        {sight.stopping ? 'Cancelling…' : 'Cancel the dump'}
      </Button>
    </>
  );
}

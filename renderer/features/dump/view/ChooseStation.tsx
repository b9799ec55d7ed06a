import { Switch } from '@mantine/core';
import type { JSX } from 'react';
import { Button } from '../../../ui/controls/Button.tsx';
import { DumpBars } from '../../../ui/dump/DumpBars.tsx';
import { ErrorNotice } from '../../../ui/feedback/ErrorNotice.tsx';
import { valueOf } from '../../../ui/loaded.ts';
import { useBridgeCall } from '../../../ui/state/use-bridge-call.ts';
import { useWords } from '../../../ui/state/use-words.ts';
import { ServerSelect } from '../../../ui/wizard/view/ServerSelect.tsx';
import { Waiting } from '../../../ui/wizard/view/Waiting.tsx';
import { WizardFrame } from '../../../ui/wizard/view/WizardFrame.tsx';
import wizardClasses from '../../../ui/wizard/view/wizard.module.css';
import { missingIn, withServer } from '../model/choice.ts';
import type { Choosing } from '../model/wizard.ts';
import type { DumpWizardStore } from '../store/dump-wizard.ts';
import { ChooseAside } from './ChooseAside.tsx';
import { DatabaseFields } from './DatabaseFields.tsx';
import classes from './dump.module.css';
import type { WizardFace } from './dump-face.ts';
import { PlaceField } from './PlaceField.tsx';

interface ChooseStationProps {
  readonly face: WizardFace;
  readonly store: DumpWizardStore;
  readonly wizard: Choosing;
}

/** Which server, what of it and where to; nothing is changed before the check. */
export function ChooseStation({ face, store, wizard }: ChooseStationProps): JSX.Element {
  const { choice } = wizard;
  const missing = missingIn(choice);
  const footer = (
    <>
      <span className={wizardClasses['spring']} />
      {missing !== null && <span className={wizardClasses['because']}>{missing}</span>}
      <Button kind="primary" onClick={() => void store.check()} disabledBecause={missing}>
        Check it
      </Button>
    </>
  );
  return (
    <WizardFrame {...face} station="choose" aside={<ChooseAside {...face} choice={choice} />} footer={footer}>
      <h2 className={wizardClasses['question']}>What is dumped, and where to?</h2>
      <DumpBars cluster={face.cluster} />
      <form
        className={classes['fields']}
        onSubmit={(event) => {
          event.preventDefault();
          if (missing === null) void store.check();
        }}
      >
        <ServerSelect
          cluster={face.cluster}
          description="A {replica} is best: its {source} notices nothing of it, and the dump has both pairs of coordinates."
          value={choice.server}
          onChange={(server) => store.change(withServer(choice, server))}
        />
        <ServerContents cluster={face.cluster} store={store} wizard={wizard} />
        <PlaceField choice={choice} change={(part) => store.change({ ...choice, ...part })} />
        <input type="submit" hidden />
      </form>
    </WizardFrame>
  );
}

interface ContentsProps {
  readonly cluster: string;
  readonly store: DumpWizardStore;
  readonly wizard: Choosing;
}

/** What the chosen server has, once it says so. */
function ServerContents({ cluster, store, wizard: { choice } }: ContentsProps): JSX.Element | null {
  const { server } = choice;
  const { result } = useBridgeCall('dump.server', server === null ? null : { cluster, from: server });
  if (server === null) return null;
  if (result.kind === 'failed') return <ErrorNotice error={result.error} />;
  const known = valueOf(result);
  if (known?.server !== server) return <Waiting>The server is asked what it has…</Waiting>;
  return (
    <>
      <DatabaseFields server={known} choice={choice} change={(next) => store.change(next)} />
      {known.keepStoppedHolds && <KeepStopped store={store} choice={choice} />}
    </>
  );
}

interface KeepStoppedProps {
  readonly store: DumpWizardStore;
  readonly choice: Choosing['choice'];
}

function KeepStopped({ store, choice }: KeepStoppedProps): JSX.Element {
  const words = useWords();
  const { keepStopped } = choice;
  return (
    <Switch
      label="Keep its SQL thread stopped until the dump is complete (--keep-stopped)"
      description={words(
        keepStopped
          ? 'Tables without transactions (MyISAM, Aria) are as of the same moment too. The {replica} falls behind for as long as the dump takes.'
          : 'The SQL thread runs again as soon as the snapshot is taken. It holds for all tables with transactions (InnoDB).',
      )}
      checked={keepStopped}
      onChange={(event) => store.change({ ...choice, keepStopped: event.currentTarget.checked })}
    />
  );
}

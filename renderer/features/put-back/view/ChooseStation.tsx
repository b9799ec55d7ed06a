import { useState, type JSX } from 'react';
import type { RecordEntry } from '../../../../shared/domain/record.ts';
import { Button } from '../../../ui/controls/Button.tsx';
import { ErrorNotice } from '../../../ui/feedback/ErrorNotice.tsx';
import { valueOf } from '../../../ui/loaded.ts';
import { useBridgeCall } from '../../../ui/state/use-bridge-call.ts';
import { useWords } from '../../../ui/state/use-words.ts';
import { useSubject } from '../../../ui/wizard/view/use-subject.ts';
import { Waiting } from '../../../ui/wizard/view/Waiting.tsx';
import { WizardFrame } from '../../../ui/wizard/view/WizardFrame.tsx';
import type { Face } from '../../../ui/wizard/view/WizardStations.tsx';
import wizard from '../../../ui/wizard/view/wizard.module.css';
import type { PutBackChoice } from '../model/choice.ts';
import { channelOf } from '../model/rows.ts';
import type { PutBackStore } from '../store/put-back-wizard.ts';
import { ChooseAside } from './ChooseAside.tsx';
import { RecordList } from './RecordList.tsx';
import { RecordSettings } from './RecordSettings.tsx';

interface ChooseStationProps {
  readonly face: Face;
  readonly store: PutBackStore;
  readonly choice: PutBackChoice;
}

/** Which record, and what of it besides the coordinates. */
export function ChooseStation({ face, store, choice }: ChooseStationProps): JSX.Element {
  const words = useWords();
  const subject = useSubject(face.cluster);
  const [picking, setPicking] = useState(false);
  const call = useBridgeCall('journal.record', choice.record === null ? null : { id: choice.record });
  const loaded = choice.record === null ? null : valueOf(call.result);
  const record = loaded?.id === choice.record ? loaded : null;
  const change = (part: Partial<PutBackChoice>): void => store.choose({ ...choice, ...part });
  const missing = missingIn(choice, record);
  const list = choice.record === null || picking;
  const footer = (
    <>
      {!list && (
        <Button kind="ghost" onClick={() => setPicking(true)}>
          Choose another record
        </Button>
      )}
      <span className={wizard['spring']} />
      {missing !== null && <span className={wizard['because']}>{words(missing)}</span>}
      <Button kind="primary" onClick={() => store.check()} disabledBecause={missing === null ? null : words(missing)}>
        Check whether it is proved
      </Button>
    </>
  );
  return (
    <WizardFrame {...face} station="choose" aside={<ChooseAside choice={choice} change={change} />} footer={footer}>
      {list ? (
        <RecordList
          cluster={face.cluster}
          server={choice.server ?? record?.server ?? null}
          chosen={choice.record}
          onChoose={(id, server) => {
            change({ record: id, server, channel: null });
            setPicking(false);
          }}
        />
      ) : (
        <>
          {call.result.kind === 'failed' && <ErrorNotice error={call.result.error} />}
          {record === null && call.result.kind === 'loading' && <Waiting>Reading the record…</Waiting>}
          {record !== null && (
            <RecordSettings
              record={record}
              choice={choice}
              change={change}
              now={subject.servers.find((server) => server.id === record.server) ?? null}
              name={subject.name(record.server)}
            />
          )}
        </>
      )}
    </WizardFrame>
  );
}

function missingIn(choice: PutBackChoice, record: RecordEntry | null): string | null {
  if (choice.record === null) return 'Choose a record first';
  if (record === null) return 'The record is being read';
  if (record.channels.length === 0) return 'In this record it followed nobody: there is nothing to put back';
  return channelOf(record, choice.channel) === null ? 'Choose the channel first' : null;
}

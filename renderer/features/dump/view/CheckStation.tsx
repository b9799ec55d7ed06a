import type { JSX } from 'react';
import { bytesText } from '../../../../shared/domain/amounts.ts';
import type { DumpPreview } from '../../../../shared/domain/dump.ts';
import { Button } from '../../../ui/controls/Button.tsx';
import { ErrorNotice } from '../../../ui/feedback/ErrorNotice.tsx';
import { KeyValue } from '../../../ui/layout/KeyValue.tsx';
import { Panel } from '../../../ui/layout/Panel.tsx';
import { navigate, paths } from '../../../ui/route/paths.ts';
import { useSaid } from '../../../ui/state/use-said.ts';
import { Age } from '../../../ui/text/Age.tsx';
import { countText } from '../../../ui/text/amounts.ts';
import { Mono } from '../../../ui/text/Mono.tsx';
import { Waiting } from '../../../ui/wizard/view/Waiting.tsx';
import { WizardFrame } from '../../../ui/wizard/view/WizardFrame.tsx';
import wizardClasses from '../../../ui/wizard/view/wizard.module.css';
import { obstacleIn, type Checking } from '../model/wizard.ts';
import type { DumpWizardStore } from '../store/dump-wizard.ts';
import { CheckedDump } from './CheckedDump.tsx';
import type { WizardFace } from './dump-face.ts';

interface CheckStationProps {
  readonly face: WizardFace;
  readonly store: DumpWizardStore;
  readonly wizard: Checking;
}

/** What would be done and why not, as the engine says; the dump begins here. */
export function CheckStation({ face, store, wizard }: CheckStationProps): JSX.Element {
  const said = useSaid();
  const { look, refusal, agreed } = wizard;
  return (
    <WizardFrame
      {...face}
      station="checks"
      aside={<CheckAside store={store} wizard={wizard} />}
      footer={<CheckFooter face={face} store={store} wizard={wizard} />}
    >
      <h2 className={wizardClasses['question']}>
        {said(`How ${wizard.choice.server ?? 'the server'} would be dumped`)}
      </h2>
      <div className={wizardClasses['notices']}>
        {refusal !== null && (
          <ErrorNotice
            error={refusal}
            actions={
              <Button size="small" onClick={() => void store.check()}>
                Look again
              </Button>
            }
          />
        )}
        {look.kind === 'failed' && <ErrorNotice error={look.error} />}
      </div>
      {look.kind === 'asking' && <Waiting>The server is looked at, and the dump program. Nothing is changed.</Waiting>}
      {look.kind === 'ready' && (
        <CheckedDump preview={look.preview} agreed={agreed} onAgree={(value) => store.agree(value)} />
      )}
    </WizardFrame>
  );
}

function CheckAside({ store, wizard }: Pick<CheckStationProps, 'store' | 'wizard'>): JSX.Element {
  const { look } = wizard;
  return (
    <>
      <Panel
        title="Checked"
        actions={
          <Button size="small" onClick={() => void store.check()} busy={look.kind === 'asking'}>
            Check again
          </Button>
        }
      >
        <KeyValue
          rows={[
            [
              'Server and program',
              look.kind === 'ready' ? <Age at={look.at} /> : look.kind === 'asking' ? 'being asked' : 'failed',
            ],
            ['Refusals', look.kind === 'ready' ? countText(look.preview.refusals.length) : null],
            ['Warnings', look.kind === 'ready' ? countText(look.preview.warnings.length) : null],
          ]}
        />
      </Panel>
      {look.kind === 'ready' && <IfYouGoOn preview={look.preview} />}
    </>
  );
}

const compressions = { none: 'none', gzip: 'gzip', zstd: 'zstd' } as const;

function IfYouGoOn({ preview }: { readonly preview: DumpPreview }): JSX.Element {
  const { out, compression, databases, tables, dataBytes } = preview;
  return (
    <Panel title="If you go on">
      <KeyValue
        rows={[
          ['File', <Mono key="file">{out}</Mono>],
          ['Compression', compressions[compression]],
          ['Databases', countText(databases.length)],
          ['Tables', tables === null ? null : countText(tables)],
          ['Data', dataBytes === null ? 'not known' : `about ${bytesText(dataBytes)}`],
          ['Time', 'not known beforehand'],
        ]}
      />
    </Panel>
  );
}

function CheckFooter({ face, store, wizard }: CheckStationProps): JSX.Element {
  const said = useSaid();
  const because = obstacleIn(wizard);
  const begin = async (): Promise<void> => {
    const dumpId = await store.begin();
    if (dumpId !== null) navigate(paths.dumpRun(face.cluster, dumpId));
  };
  return (
    <>
      <Button kind="ghost" onClick={() => store.back()}>
        Back
      </Button>
      <span className={wizardClasses['spring']} />
      {because !== null && <span className={wizardClasses['because']}>{because}</span>}
      <Button kind="primary" onClick={() => void begin()} busy={wizard.beginning} disabledBecause={because}>
        {said(`Take the dump of ${wizard.choice.server ?? 'the server'}`)}
      </Button>
    </>
  );
}

import type { JSX } from 'react';
import type { DumpPreview } from '../../../../shared/domain/dump.ts';
import type { DumpEnd } from '../../../../shared/domain/running-dump.ts';
import { LinkButton } from '../../../ui/controls/Button.tsx';
import { ErrorNotice } from '../../../ui/feedback/ErrorNotice.tsx';
import { KeyValue } from '../../../ui/layout/KeyValue.tsx';
import { Panel } from '../../../ui/layout/Panel.tsx';
import { paths } from '../../../ui/route/paths.ts';
import { useWords } from '../../../ui/state/use-words.ts';
import { Mono } from '../../../ui/text/Mono.tsx';
import { ResultCard } from '../../../ui/wizard/view/ResultCard.tsx';
import { useSubject } from '../../../ui/wizard/view/use-subject.ts';
import { WizardFrame } from '../../../ui/wizard/view/WizardFrame.tsx';
import wizard from '../../../ui/wizard/view/wizard.module.css';
import type { WizardFace } from './dump-face.ts';
import classes from './dump.module.css';

interface EndedStationProps {
  readonly face: WizardFace;
  readonly preview: DumpPreview;
  readonly end: Exclude<DumpEnd, { kind: 'done' }>;
}

/** It was cancelled or it failed: no file, and what became of the server. */
export function EndedStation({ face, preview, end }: EndedStationProps): JSX.Element {
  const { name } = useSubject(face.cluster);
  const words = useWords();
  const cancelled = end.kind === 'cancelled';
  const server = name(preview.server);
  return (
    <WizardFrame {...face} station="run" aside={<EndedAside preview={preview} />} footer={<EndedFooter face={face} />}>
      <div className={classes['body']}>
        <ResultCard
          tone={cancelled ? 'warn' : 'bad'}
          title={cancelled ? `The dump of ${server} was cancelled.` : `The dump of ${server} failed.`}
        >
          <p>{cancelled ? words(end.error.message) : 'No file was kept.'}</p>
        </ResultCard>
        {!cancelled && <ErrorNotice error={end.error} />}
      </div>
    </WizardFrame>
  );
}

function EndedAside({ preview }: { readonly preview: DumpPreview }): JSX.Element {
  return (
    <Panel title="This dump">
      <KeyValue
        rows={[
          ['Of', <Mono key="server">{preview.server}</Mono>],
          ['Was to go into', <Mono key="file">{preview.out}</Mono>],
          ['Program', <Mono key="program">{`${preview.program.file} (${preview.program.version})`}</Mono>],
        ]}
      />
    </Panel>
  );
}

function EndedFooter({ face }: { readonly face: WizardFace }): JSX.Element {
  return (
    <>
      <LinkButton kind="ghost" href={face.closeHref}>
        Back to the map
      </LinkButton>
      <span className={wizard['spring']} />
      <LinkButton kind="primary" href={paths.dump(face.cluster)}>
        Take it again…
      </LinkButton>
    </>
  );
}

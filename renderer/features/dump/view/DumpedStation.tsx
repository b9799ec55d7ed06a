import type { JSX } from 'react';
import { bytesText, durationText } from '../../../../shared/domain/amounts.ts';
import type { DumpResult } from '../../../../shared/domain/dump.ts';
import { Chart } from '../../../ui/chart/Chart.tsx';
import { LinkButton } from '../../../ui/controls/Button.tsx';
import { KeyValue } from '../../../ui/layout/KeyValue.tsx';
import { Panel } from '../../../ui/layout/Panel.tsx';
import { paths } from '../../../ui/route/paths.ts';
import { useWords } from '../../../ui/state/use-words.ts';
import { rowsText, speedText, tablesText } from '../../../ui/text/amounts.ts';
import { Mono } from '../../../ui/text/Mono.tsx';
import { ResultCard } from '../../../ui/wizard/view/ResultCard.tsx';
import { useSubject } from '../../../ui/wizard/view/use-subject.ts';
import { WizardFrame } from '../../../ui/wizard/view/WizardFrame.tsx';
import wizard from '../../../ui/wizard/view/wizard.module.css';
import type { DumpSight } from '../model/run.ts';
import { Notes } from './CheckedDump.tsx';
import { Coordinates } from './Coordinates.tsx';
import type { WizardFace } from './dump-face.ts';
import classes from './dump.module.css';

interface DumpedStationProps {
  readonly face: WizardFace;
  readonly sight: DumpSight;
  readonly result: DumpResult;
}

/** The file, both pairs of coordinates with what each is good for, and where it leads. */
export function DumpedStation({ face, sight, result }: DumpedStationProps): JSX.Element {
  const { name } = useSubject(face.cluster);
  const { tables, rows, bytes, storedBytes, ms, warnings } = result;
  const points = sight.samples.map(({ elapsedMs, bytesPerSecond }) => ({ at: elapsedMs, value: bytesPerSecond }));
  const warned = warnings.length > 0 ? ', with warnings' : '';
  return (
    <WizardFrame
      {...face}
      station="done"
      aside={<DumpedAside cluster={face.cluster} result={result} />}
      footer={<DumpedFooter face={face} />}
    >
      <div className={classes['body']}>
        <ResultCard
          tone={warnings.length > 0 ? 'warn' : 'ok'}
          title={`The dump of ${name(result.server)} is complete${warned}.`}
        >
          <p>
            {tablesText(tables)}, {rowsText(rows)} and {bytesText(bytes)} ({bytesText(storedBytes)} in the file) in{' '}
            {durationText(ms / 1000)}.
          </p>
        </ResultCard>
        <Notes title="Warnings" tone="warn" texts={warnings} />
        <Coordinates result={result} name={name} />
        <Chart title="Speed" points={points} text={speedText} />
      </div>
    </WizardFrame>
  );
}

function DumpedAside({ cluster, result }: { readonly cluster: string; readonly result: DumpResult }): JSX.Element {
  const words = useWords();
  const { out, storedBytes, compression, server, stoppedMs, record } = result;
  return (
    <>
      <Panel title="What may come next">
        <p className={wizard['prose']}>
          {words(
            'Both pairs stand in the head of the file too. An import runs none of them; a server that was filled from it becomes a {replica} by a plan of its own, which takes the pair that counts in the log of whom it follows.',
          )}
        </p>
        <div className={classes['next']}>
          <LinkButton size="small" icon="import" href={paths.importDump(cluster, { file: out })}>
            Import it…
          </LinkButton>
          <LinkButton size="small" icon="repoint" href={paths.attach(cluster, { dump: out })}>
            {words('Make a {replica} from it…')}
          </LinkButton>
        </div>
      </Panel>
      <Panel title="This dump">
        <KeyValue
          rows={[
            [
              'File',
              <Mono key="file" copy={{ text: out, what: 'path of the dump' }}>
                {out}
              </Mono>,
            ],
            ['Size', bytesText(storedBytes)],
            ['Compression', compression],
            ['Of', <Mono key="server">{server}</Mono>],
            ['SQL thread', stoppedMs === null ? 'was not stopped' : `stopped for ${(stoppedMs / 1000).toFixed(1)} s`],
            [
              'Recorded',
              <a key="record" href={paths.journalEntry(record.id)}>
                where it was at the snapshot
              </a>,
            ],
          ]}
        />
      </Panel>
    </>
  );
}

function DumpedFooter({ face }: { readonly face: WizardFace }): JSX.Element {
  return (
    <>
      <LinkButton kind="ghost" href={paths.dump(face.cluster)}>
        Take another dump
      </LinkButton>
      <span className={wizard['spring']} />
      <LinkButton kind="primary" href={face.closeHref}>
        Back to the map
      </LinkButton>
    </>
  );
}

import type { JSX } from 'react';
import { bytesText, durationText } from '../../../../shared/domain/amounts.ts';
import type { ImportPreview, ImportResult } from '../../../../shared/import/import-view.ts';
import { Button, LinkButton } from '../../../ui/controls/Button.tsx';
import { KeyValue } from '../../../ui/layout/KeyValue.tsx';
import { Panel } from '../../../ui/layout/Panel.tsx';
import { navigate, paths } from '../../../ui/route/paths.ts';
import { Mono } from '../../../ui/text/Mono.tsx';
import { useSubject } from '../../../ui/wizard/view/use-subject.ts';
import { ResultCard } from '../../../ui/wizard/view/ResultCard.tsx';
import { WizardFrame } from '../../../ui/wizard/view/WizardFrame.tsx';
import wizard from '../../../ui/wizard/view/wizard.module.css';
import { countText, speedText, tablesText } from '../../../ui/text/amounts.ts';
import { resultHeadline, whatIsThere } from '../model/result.ts';
import type { ImportSight } from '../model/run.ts';
import { Afterwards } from './Afterwards.tsx';
import { CountedTables } from './CountedTables.tsx';
import { FailureCard } from './FailureCard.tsx';
import type { WizardFace } from './import-face.ts';
import classes from './import.module.css';
import { NextPanel } from './NextPanel.tsx';
import { Said } from './Said.tsx';
import { TableBars } from './TableBars.tsx';
import { ThroughputCharts } from './ThroughputCharts.tsx';

interface ResultStationProps {
  readonly face: WizardFace;
  readonly sight: ImportSight;
  readonly preview: ImportPreview;
  readonly result: ImportResult;
}

/** What it came to: counts beside the dump's, or how far it got, why it ended and how it goes on. */
export function ResultStation({ face, sight, preview, result }: ResultStationProps): JSX.Element {
  const { name } = useSubject(face.cluster);
  const { tone, text } = resultHeadline(result, name(preview.server));
  const done = result.outcome === 'done';
  return (
    <WizardFrame
      {...face}
      station={done ? 'done' : 'run'}
      aside={<ResultAside sight={sight} preview={preview} result={result} />}
      footer={<ResultFooter face={face} result={result} />}
    >
      <div className={classes['body']}>
        <ResultCard tone={tone} title={text}>
          {done ? <Summary result={result} /> : <Standing sight={sight} result={result} />}
        </ResultCard>
        {result.outcome === 'stopped' && result.error !== null && (
          <FailureCard error={result.error} preview={preview} />
        )}
        {done ? <CountedTables tables={result.tables} /> : <TableBars sight={sight} />}
        <ThroughputCharts samples={sight.samples} />
      </div>
    </WizardFrame>
  );
}

function Summary({ result: { tables, rows, dataBytes, ms } }: { readonly result: ImportResult }): JSX.Element {
  const speed = ms === 0 ? '' : `, ${speedText((dataBytes * 1000) / ms)}`;
  return (
    <p>
      {tablesText(tables.length)}, {countText(rows)} rows and {bytesText(dataBytes)} in {durationText(ms / 1000)}
      {speed}.
    </p>
  );
}

function Standing({ sight, result }: Pick<ResultStationProps, 'sight' | 'result'>): JSX.Element {
  const there = whatIsThere(sight);
  return (
    <>
      <p>What is committed stays in the server. {there !== null && <>As far as was told: {there}</>}</p>
      <p>
        {result.resumable
          ? 'It can be resumed: it goes on from the marks in the server, and each row goes in once.'
          : 'It kept no marks, so it can’t be resumed: begin anew.'}
      </p>
    </>
  );
}

function ResultAside({ sight, preview, result }: Omit<ResultStationProps, 'face'>): JSX.Element {
  return (
    <>
      {result.outcome === 'done' && (
        <NextPanel {...preview} hasGtids={result.gtids !== null && result.gtids.how !== 'failed'} />
      )}
      <Afterwards result={result} />
      <Panel title="This import">
        <KeyValue
          rows={[
            ['File', <Mono key="file">{preview.file}</Mono>],
            ['Into', <Mono key="server">{preview.server}</Mono>],
            ['Connections', String(preview.parallel)],
            ['Import', <Mono key="id">{preview.importId}</Mono>],
          ]}
        />
      </Panel>
      <Said notes={[...new Set([...sight.notes, ...result.notes])]} skipped={sight.skipped} />
    </>
  );
}

function ResultFooter({ face, result }: Pick<ResultStationProps, 'face' | 'result'>): JSX.Element {
  const onward = result.resumable;
  return (
    <>
      <LinkButton kind="ghost" href={paths.importDump(face.cluster)}>
        Import another dump
      </LinkButton>
      <span className={wizard['spring']} />
      <LinkButton kind={onward ? 'ghost' : 'primary'} href={face.closeHref}>
        Back to the map
      </LinkButton>
      {onward && (
        <Button kind="primary" onClick={() => navigate(paths.importDump(face.cluster, { resume: result.importId }))}>
          Resume the import
        </Button>
      )}
    </>
  );
}

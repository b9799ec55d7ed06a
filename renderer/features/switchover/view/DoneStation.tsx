import type { JSX } from 'react';
import { Button, LinkButton } from '../../../ui/controls/Button.tsx';
import { LeverFrame } from '../../../ui/lever/LeverFrame.tsx';
import { reportMarkdown } from '../../../ui/lever/report.ts';
import { navigate, paths } from '../../../ui/route/paths.ts';
import { useWords } from '../../../ui/state/use-words.ts';
import type { Finished } from '../model/wizard.ts';
import type { WizardStore } from '../store/wizard-store.ts';
import { CopyTextButton } from '../../../ui/controls/CopyTextButton.tsx';
import { DoneAside } from './DoneAside.tsx';
import { OutcomeBanner } from '../../../ui/lever/OutcomeBanner.tsx';
import { useSubject } from './use-subject.ts';
import { WizardFrame } from './WizardFrame.tsx';
import classes from './wizard.module.css';

interface DoneStationProps {
  readonly cluster: string;
  readonly store: WizardStore;
  readonly wizard: Finished;
}

/** What it came to: the outcome in a sentence, what it cost, and the same column as the report. */
export function DoneStation({ cluster, store, wizard }: DoneStationProps): JSX.Element {
  const subject = useSubject(cluster);
  const { plan, run, result } = wizard;
  return (
    <WizardFrame
      cluster={cluster}
      station="done"
      source={plan.source}
      candidate={plan.candidate}
      aside={<DoneAside result={result} name={subject.name} />}
      footer={<DoneFooter cluster={cluster} store={store} wizard={wizard} />}
    >
      <OutcomeBanner result={result} candidate={plan.candidate === null ? null : subject.name(plan.candidate)} />
      <LeverFrame steps={run.steps} line={plan.line} shows="report" name={subject.name} everyone={subject.everyone} />
    </WizardFrame>
  );
}

function DoneFooter({ cluster, store, wizard }: DoneStationProps): JSX.Element {
  const subject = useSubject(cluster);
  const words = useWords();
  const { result, plan } = wizard;
  const report = (): string =>
    words(
      reportMarkdown(
        {
          title: `Switchover of ${subject.label}`,
          cluster,
          candidate: plan.candidate === null ? null : subject.name(plan.candidate),
          line: plan.line,
          at: Date.now(),
        },
        result,
        subject.name,
      ),
    );
  const leave = (): void => {
    store.startOver();
    navigate(paths.map(cluster));
  };
  return (
    <>
      <CopyTextButton text={report}>Copy report</CopyTextButton>
      {result.operation !== null && (
        <LinkButton kind="ghost" href={paths.journalEntry(result.operation)}>
          Open in the journal
        </LinkButton>
      )}
      <span className={classes['spring']} />
      {result.outcome !== 'done' && <Button onClick={() => store.check()}>Check again</Button>}
      <Button kind="primary" onClick={leave}>
        Back to the map
      </Button>
    </>
  );
}

import type { JSX } from 'react';
import { Button, LinkButton } from '../../controls/Button.tsx';
import { CopyTextButton } from '../../controls/CopyTextButton.tsx';
import { LeverFrame } from '../../lever/LeverFrame.tsx';
import { OutcomeBanner } from '../../lever/OutcomeBanner.tsx';
import { reportMarkdown } from '../../lever/report.ts';
import { navigate, paths } from '../../route/paths.ts';
import { useWords } from '../../state/use-words.ts';
import type { Finished } from '../model/operation-in-sight.ts';
import { DoneAside } from './DoneAside.tsx';
import { useSubject } from './use-subject.ts';
import { WizardFrame } from './WizardFrame.tsx';
import type { Face } from './WizardStations.tsx';
import classes from './wizard.module.css';

interface DoneStationProps {
  readonly face: Face;
  readonly finished: Finished;
  /** Asks the checks again, for another attempt; null where there is none. */
  readonly again: (() => void) | null;
  /** The operator goes away: what was chosen is forgotten. */
  readonly leave: () => void;
}

/** What it came to: the outcome in a sentence, what it cost, and the same column as the report. */
export function DoneStation(props: DoneStationProps): JSX.Element {
  const { face, finished } = props;
  const subject = useSubject(face.cluster);
  const { plan, run, result } = finished;
  return (
    <WizardFrame
      {...face}
      station="done"
      aside={<DoneAside result={result} name={subject.name} />}
      footer={<DoneFooter {...props} />}
    >
      <OutcomeBanner result={result} done={plan.done} />
      <LeverFrame steps={run.steps} line={plan.line} shows="report" name={subject.name} everyone={subject.everyone} />
    </WizardFrame>
  );
}

function DoneFooter({ face, finished, again, leave }: DoneStationProps): JSX.Element {
  const { cluster, title } = face;
  const subject = useSubject(cluster);
  const words = useWords();
  const { result, plan } = finished;
  const open = result.outcome === 'needs-operator' ? result.operation : null;
  const leaveFor = (href: string): void => {
    leave();
    navigate(href);
  };
  const report = (): string =>
    words(reportMarkdown({ title, cluster, done: plan.done, line: plan.line, at: Date.now() }, result, subject.name));
  return (
    <>
      <CopyTextButton text={report}>Copy report</CopyTextButton>
      {result.operation !== null && (
        <LinkButton kind="ghost" href={paths.journalEntry(result.operation)}>
          Open in the journal
        </LinkButton>
      )}
      {plan.kind === 'failover' && result.operation !== null && (
        <LinkButton kind="ghost" href={paths.incident(result.operation)}>
          Open the incident
        </LinkButton>
      )}
      <span className={classes['spring']} />
      {again !== null && open === null && result.outcome !== 'done' && <Button onClick={again}>Check again</Button>}
      <Button kind={open === null ? 'primary' : 'ghost'} onClick={() => leaveFor(paths.map(cluster))}>
        Back to the map
      </Button>
      {open !== null && (
        <Button kind="primary" onClick={() => leaveFor(paths.operation(open))}>
          See the ways out
        </Button>
      )}
    </>
  );
}

import type { JSX } from 'react';
import type { OperationDetail } from '../../../../shared/domain/journal.ts';
import { LinkButton } from '../../../ui/controls/Button.tsx';
import { CopyTextButton } from '../../../ui/controls/CopyTextButton.tsx';
import { Page } from '../../../ui/layout/Page.tsx';
import { Panel } from '../../../ui/layout/Panel.tsx';
import { LeverFrame } from '../../../ui/lever/LeverFrame.tsx';
import { OutcomeBanner } from '../../../ui/lever/OutcomeBanner.tsx';
import { reportMarkdown } from '../../../ui/lever/report.ts';
import { paths } from '../../../ui/route/paths.ts';
import { useSaid } from '../../../ui/state/use-said.ts';
import { useWords } from '../../../ui/state/use-words.ts';
import { useServerNames } from '../../../ui/state/use-server-names.ts';
import { leverOf } from '../model/operation-lever.ts';
import type { OperationLever } from '../model/operation-lever.ts';
import { timelineOf } from '../model/timeline.ts';
import { OperationAside } from './OperationAside.tsx';
import { Timeline } from './Timeline.tsx';
import classes from './journal.module.css';

/** One operation in full: the same column as in the wizard, and what the journal wrote while it ran. */
export function OperationView({ detail }: { readonly detail: OperationDetail }): JSX.Element {
  const said = useSaid();
  const name = useServerNames();
  const lever = leverOf(detail);
  const isImport = detail.kind === 'import';
  return (
    <Page
      title={said(detail.title)}
      body="flush"
      actions={
        <>
          <Report detail={detail} lever={lever} />
          {detail.kind === 'failover' && (
            <LinkButton kind="ghost" href={paths.incident(detail.id)}>
              Incident
            </LinkButton>
          )}
          {detail.endedAt === null && !isImport && (
            <LinkButton href={paths.operation(detail.id)}>See the ways out</LinkButton>
          )}
          {detail.outcome === 'done' && !isImport && (
            <LinkButton href={paths.undoOperation(detail.id)} icon="back">
              Undo…
            </LinkButton>
          )}
          <LinkButton href={paths.journal()} kind="quiet" icon="back">
            Journal
          </LinkButton>
        </>
      }
    >
      <div className={classes['halves']}>
        <div className={classes['main']}>
          {lever.result === null ? (
            <NotEnded detail={detail} />
          ) : (
            <OutcomeBanner result={lever.result} done={lever.done} />
          )}
          <LeverFrame
            steps={lever.steps}
            line={lever.line}
            shows={detail.endedAt === null ? 'run' : 'report'}
            name={name}
            everyone="all"
          />
          <div className={classes['written']}>
            <Panel title="As it was written" suffix={detail.entries.length}>
              <Timeline rows={timelineOf(detail.entries)} steps={lever.steps} />
            </Panel>
          </div>
        </div>
        <aside className={classes['aside']}>
          <OperationAside detail={detail} lever={lever} />
        </aside>
      </div>
    </Page>
  );
}

interface ReportProps {
  readonly detail: OperationDetail;
  readonly lever: OperationLever;
}

function Report({ detail, lever }: ReportProps): JSX.Element | null {
  const words = useWords();
  const name = useServerNames();
  const { result, line } = lever;
  if (result === null) return null;
  const subject = { title: detail.title, cluster: detail.cluster, done: lever.done, line };
  return (
    <CopyTextButton text={() => words(reportMarkdown({ ...subject, at: Date.now() }, result, name))}>
      Copy report
    </CopyTextButton>
  );
}

function NotEnded({ detail }: { readonly detail: OperationDetail }): JSX.Element {
  return (
    <p className={classes['mixed']}>
      {detail.endedAt === null
        ? 'It has no end in the journal: it is running, or the program was ended while it ran. A step that was begun and not proved is unknown.'
        : 'Its result can’t be read by this version of Signalbox.'}
    </p>
  );
}

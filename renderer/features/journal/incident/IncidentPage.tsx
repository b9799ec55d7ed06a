import { useEffect, type JSX } from 'react';
import type { OperationDetail } from '../../../../shared/domain/journal.ts';
import { incidentMarkdown } from '../../../../shared/plans/incident.ts';
import { Button, LinkButton } from '../../../ui/controls/Button.tsx';
import { CopyTextButton } from '../../../ui/controls/CopyTextButton.tsx';
import { saveFile } from '../../../ui/controls/save-file.ts';
import { EmptyState } from '../../../ui/feedback/EmptyState.tsx';
import { ErrorNotice } from '../../../ui/feedback/ErrorNotice.tsx';
import { Page } from '../../../ui/layout/Page.tsx';
import { Panel } from '../../../ui/layout/Panel.tsx';
import { valueOf } from '../../../ui/loaded.ts';
import { paths } from '../../../ui/route/paths.ts';
import { useBridgeCall } from '../../../ui/state/use-bridge-call.ts';
import { useSaid } from '../../../ui/state/use-said.ts';
import { useWords } from '../../../ui/state/use-words.ts';
import journal from '../view/journal.module.css';
import { IncidentAside } from './IncidentAside.tsx';
import { incidentRows } from './incident-rows.ts';
import { IncidentTimeline } from './IncidentTimeline.tsx';

const everyMs = 5000; // ms

/** One failover as an incident: its timeline, what people have to say of it, and the way to take it along. */
export function IncidentPage({ id }: { readonly id: string }): JSX.Element {
  const { result, reload } = useBridgeCall('journal.operation', { id });
  useEffect(() => {
    const timer = setInterval(reload, everyMs);
    return () => clearInterval(timer);
  }, [reload]);
  const detail = valueOf(result);
  if (detail?.kind === 'failover') return <Known detail={detail} reload={reload} />;
  return (
    <Page title="Incident" actions={<Back />}>
      {result.kind === 'failed' && <ErrorNotice error={result.error} />}
      {detail !== null && (
        <EmptyState
          icon="journal"
          title="This operation was no failover"
          actions={<LinkButton href={paths.journalEntry(id)}>Open it in the journal</LinkButton>}
        />
      )}
    </Page>
  );
}

function Back(): JSX.Element {
  return (
    <LinkButton href={paths.incidents()} kind="quiet" icon="back">
      Incidents
    </LinkButton>
  );
}

interface KnownProps {
  readonly detail: OperationDetail;
  readonly reload: () => void;
}

function Known({ detail, reload }: KnownProps): JSX.Element {
  const said = useSaid();
  const words = useWords();
  const rows = incidentRows(detail);
  const markdown = (): string => words(incidentMarkdown(detail));
  return (
    <Page
      title={said(`Incident: ${detail.title}`)}
      body="flush"
      actions={
        <>
          <CopyTextButton text={markdown}>Copy as Markdown</CopyTextButton>
          <Button kind="ghost" onClick={() => saveFile(`incident-${detail.id}.md`, markdown(), 'text/markdown')}>
            Download .md
          </Button>
          <LinkButton kind="ghost" href={paths.journalEntry(detail.id)}>
            Its steps
          </LinkButton>
          <Back />
        </>
      }
    >
      <div className={journal['halves']}>
        <div className={journal['main']}>
          <Panel title="Timeline" suffix={rows.length}>
            <IncidentTimeline rows={rows} />
          </Panel>
        </div>
        <aside className={journal['aside']}>
          <IncidentAside detail={detail} onWritten={reload} />
        </aside>
      </div>
    </Page>
  );
}

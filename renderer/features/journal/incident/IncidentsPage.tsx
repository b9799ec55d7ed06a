import { useState, type JSX } from 'react';
import type { Incident } from '../../../../shared/domain/incident.ts';
import { LinkButton, Button } from '../../../ui/controls/Button.tsx';
import { EmptyState } from '../../../ui/feedback/EmptyState.tsx';
import { ErrorNotice } from '../../../ui/feedback/ErrorNotice.tsx';
import { Page } from '../../../ui/layout/Page.tsx';
import { OutcomeTag } from '../../../ui/lever/OutcomeTag.tsx';
import { valueOf } from '../../../ui/loaded.ts';
import { paths } from '../../../ui/route/paths.ts';
import { useSession } from '../../../ui/state/signalbox.ts';
import { useBridgeCall } from '../../../ui/state/use-bridge-call.ts';
import { useSaid } from '../../../ui/state/use-said.ts';
import { useWords } from '../../../ui/state/use-words.ts';
import { timeText } from '../../../ui/text/age.ts';
import { ClusterSelect } from '../view/ClusterSelect.tsx';
import journal from '../view/journal.module.css';
import classes from './incident.module.css';
import { IncidentTag } from './IncidentTag.tsx';

/** Every failover, the latest first, and whether somebody has looked at it. */
export function IncidentsPage(): JSX.Element {
  const current = useSession((state) => state.current);
  const [cluster, setCluster] = useState(current);
  const { result, reload } = useBridgeCall('incidents.list', { cluster });
  const known = valueOf(result);
  return (
    <Page
      title="Incidents"
      actions={
        <>
          <ClusterSelect cluster={cluster} onChange={setCluster} />
          <LinkButton href={paths.journal()} kind="quiet" icon="back">
            Journal
          </LinkButton>
        </>
      }
    >
      {result.kind === 'failed' && (
        <ErrorNotice error={result.error} actions={<Button onClick={reload}>Try again</Button>} />
      )}
      {result.kind === 'loading' && (
        <p role="status" className={journal['dim']}>
          Reading the journal…
        </p>
      )}
      {known !== null && <Incidents incidents={known} />}
    </Page>
  );
}

function Incidents({ incidents }: { readonly incidents: readonly Incident[] }): JSX.Element {
  const words = useWords();
  if (incidents.length === 0) {
    return (
      <EmptyState icon="check" title="There was no failover">
        {words(
          'Every failover becomes an incident: what was known of the dead {source}, what was decided and done, and what people add to it afterwards.',
        )}
      </EmptyState>
    );
  }
  return (
    <ul className={classes['list']} aria-label="Incidents">
      {incidents.map((incident) => (
        <IncidentItem key={incident.operation.id} incident={incident} />
      ))}
    </ul>
  );
}

function IncidentItem({ incident }: { readonly incident: Incident }): JSX.Element {
  const said = useSaid();
  const { operation, acknowledged, notes } = incident;
  const { id, cluster, title, startedAt, outcome } = operation;
  return (
    <li>
      <time dateTime={new Date(startedAt).toISOString()}>{timeText(startedAt)}</time>
      <IncidentTag incident={incident} />
      <a href={paths.incident(id)}>
        <b>{said(title)}</b>
        {acknowledged !== null && <span>“{acknowledged.note}”</span>}
      </a>
      <span>{notesText(notes)}</span>
      <OutcomeTag outcome={outcome} />
      <span>{cluster}</span>
    </li>
  );
}

function notesText(notes: number): string {
  if (notes === 0) return '';
  return notes === 1 ? '1 note' : `${notes} notes`;
}

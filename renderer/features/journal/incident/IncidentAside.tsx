import type { JSX } from 'react';
import type { OperationDetail } from '../../../../shared/domain/journal.ts';
import { incidentOf } from '../../../../shared/plans/incident.ts';
import { KeyValue } from '../../../ui/layout/KeyValue.tsx';
import { Panel } from '../../../ui/layout/Panel.tsx';
import { OutcomeTag } from '../../../ui/lever/OutcomeTag.tsx';
import { Age } from '../../../ui/text/Age.tsx';
import { durationText, timeText } from '../../../ui/text/age.ts';
import { Mono } from '../../../ui/text/Mono.tsx';
import classes from './incident.module.css';
import { IncidentTag } from './IncidentTag.tsx';
import { NoteForm } from './NoteForm.tsx';

interface IncidentAsideProps {
  readonly detail: OperationDetail;
  /** A note or an acknowledgement is in the journal. */
  readonly onWritten: () => void;
}

/** Whether somebody has looked at it, and the place to say so. */
export function IncidentAside({ detail, onWritten }: IncidentAsideProps): JSX.Element {
  const incident = incidentOf(detail);
  const { acknowledged } = incident;
  const { id, cluster, startedAt, endedAt, outcome } = detail;
  return (
    <>
      <Panel title="This incident">
        <KeyValue
          rows={[
            ['State', <IncidentTag key="state" incident={incident} />],
            ['Failover', <OutcomeTag key="outcome" outcome={outcome} />],
            ['Cluster', cluster],
            ['Began', timeText(startedAt)],
            ['Took', endedAt === null ? null : durationText(endedAt - startedAt)],
            [
              'Id',
              <Mono key="id" copy={{ text: id, what: 'id of the incident' }}>
                {id}
              </Mono>,
            ],
          ]}
        />
      </Panel>
      {acknowledged !== null && (
        <Panel title="Acknowledged">
          <p className={classes['quote']}>
            “{acknowledged.note}” <Age at={acknowledged.at} />
          </p>
        </Panel>
      )}
      <Panel title="Add to it">
        <NoteForm operation={id} cluster={cluster} open={acknowledged === null} onWritten={onWritten} />
      </Panel>
    </>
  );
}

import type { JSX } from 'react';
import type { OperationDetail } from '../../../../shared/domain/journal.ts';
import type { GuardResult } from '../../../../shared/guards/verdict.ts';
import { KeyValue } from '../../../ui/layout/KeyValue.tsx';
import { Panel } from '../../../ui/layout/Panel.tsx';
import { OutcomeTag } from '../../../ui/lever/OutcomeTag.tsx';
import { writeBlockedText } from '../../../ui/lever/outcome-text.ts';
import { RecordPairs } from '../../../ui/lever/RecordPairs.tsx';
import { useSaid } from '../../../ui/state/use-said.ts';
import { useServerNames } from '../../../ui/state/use-server-names.ts';
import { durationText, timeText } from '../../../ui/text/age.ts';
import { Mono } from '../../../ui/text/Mono.tsx';
import type { OperationLever } from '../model/operation-lever.ts';
import classes from './journal.module.css';

interface OperationAsideProps {
  readonly detail: OperationDetail;
  readonly lever: OperationLever;
}

/** When it ran, what it cost, what was accepted, and the records around it. */
export function OperationAside({ detail, lever }: OperationAsideProps): JSX.Element {
  const name = useServerNames();
  const said = useSaid();
  const { result, guards, fingerprint } = lever;
  const accepted = guards.filter((guard) => guard.accepted !== null);
  const took = detail.endedAt === null ? null : durationText(detail.endedAt - detail.startedAt);
  return (
    <>
      <Panel title="This operation">
        <KeyValue
          rows={[
            ['Outcome', <OutcomeTag key="outcome" outcome={detail.outcome} />],
            ['Cluster', detail.cluster],
            ['Began', timeText(detail.startedAt)],
            ['Took', took],
            ['Writes blocked', result === null ? null : said(writeBlockedText(result))],
            ['Checks passed', String(guards.filter((guard) => guard.verdict === 'pass').length)],
            ['Plan', fingerprint === null ? null : <Mono key="plan">{fingerprint}</Mono>],
            [
              'Id',
              <Mono key="id" copy={{ text: detail.id, what: 'id of the operation' }}>
                {detail.id}
              </Mono>,
            ],
          ]}
        />
      </Panel>
      {accepted.length > 0 && <AcceptedGuards guards={accepted} />}
      {result !== null && (
        <Panel title="Records">
          <RecordPairs records={result.records} name={name} />
        </Panel>
      )}
    </>
  );
}

function AcceptedGuards({ guards }: { readonly guards: readonly GuardResult[] }): JSX.Element {
  const said = useSaid();
  return (
    <Panel title="Accepted" suffix={guards.length}>
      <ul className={classes['accepted']}>
        {guards.map((guard) => (
          <li key={`${guard.code}@${guard.server ?? ''} ${guard.message}`}>
            {said(guard.message)}
            <small>“{guard.accepted}”</small>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

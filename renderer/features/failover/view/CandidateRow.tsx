import type { JSX } from 'react';
import type { FailoverCandidate } from '../../../../shared/plans/failover-view.ts';
import { CandidateCard, type CandidateLook } from '../../../ui/candidates/CandidateCard.tsx';
import { Button } from '../../../ui/controls/Button.tsx';
import { KeyValue } from '../../../ui/layout/KeyValue.tsx';
import { Mono } from '../../../ui/text/Mono.tsx';

interface CandidateRowProps {
  readonly candidate: FailoverCandidate;
  readonly name: string;
  readonly look: CandidateLook;
  readonly chosen: boolean;
  /** The operator leaves it behind. */
  readonly left: boolean;
  readonly onChoose: () => void;
  readonly onLeave: (left: boolean) => void;
}

/** What it has received, what others have more, and whether it is left behind. */
export function CandidateRow(props: CandidateRowProps): JSX.Element {
  const { candidate, name, look, chosen, left, onChoose, onLeave } = props;
  const { server, reasons, has, lacks } = candidate;
  const leave = (
    <Button
      size="small"
      kind="ghost"
      label={left ? `Take ${name} along` : `Leave ${name} behind`}
      onClick={() => onLeave(!left)}
    >
      {left ? 'Left behind: take it along' : 'Leave behind'}
    </Button>
  );
  return (
    <CandidateCard
      {...{ server, name, look, reasons, chosen, onChoose }}
      facts={
        <KeyValue
          rows={[
            [
              'Received',
              <Mono key="has" copy={{ text: has, what: `what ${name} has received` }}>
                {has}
              </Mono>,
            ],
            ['Lacks', lacks === null ? 'nothing that another one has' : <Mono key="lacks">{lacks}</Mono>],
          ]}
        />
      }
      action={chosen ? null : leave}
    />
  );
}

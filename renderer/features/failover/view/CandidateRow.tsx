import { useId, type JSX } from 'react';
import type { FailoverCandidate } from '../../../../shared/plans/failover-view.ts';
import { classNames } from '../../../ui/class-names.ts';
import { Button } from '../../../ui/controls/Button.tsx';
import { Icon } from '../../../ui/controls/Icon.tsx';
import { Tag } from '../../../ui/feedback/Tag.tsx';
import { useSaid } from '../../../ui/state/use-said.ts';
import { Mono } from '../../../ui/text/Mono.tsx';
import type { CandidateLook } from '../model/candidate-look.ts';
import classes from './candidate.module.css';

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

/** A replica as the next source. A blocked one can be chosen too: its checks then say what blocks it and the cure. */
export function CandidateRow({
  candidate,
  name,
  look,
  chosen,
  left,
  onChoose,
  onLeave,
}: CandidateRowProps): JSX.Element {
  const said = useSaid();
  const id = useId();
  const reasons = useId();
  return (
    <div className={classNames(classes['row'], chosen && classes['chosen'])}>
      <input
        id={id}
        type="radio"
        name="candidate"
        checked={chosen}
        onChange={onChoose}
        aria-label={`${name}, ${look.word}`}
        aria-describedby={reasons}
      />
      <label htmlFor={id} className={classes['who']}>
        <span className={classes['name']}>
          {name}
          <Tag tone={look.tone}>
            <Icon name={look.icon} size={12} />
            {look.word}
          </Tag>
        </span>
        {name !== candidate.server && <Mono>{candidate.server}</Mono>}
      </label>
      <dl className={classes['data']}>
        <dt>Received</dt>
        <dd>
          <Mono copy={{ text: candidate.has, what: `what ${name} has received` }}>{candidate.has}</Mono>
        </dd>
        <dt>Lacks</dt>
        <dd>{candidate.lacks === null ? 'nothing that another one has' : <Mono>{candidate.lacks}</Mono>}</dd>
      </dl>
      <div className={classes['side']}>
        <ul id={reasons} className={classes['reasons']}>
          {candidate.reasons.map((reason) => (
            <li key={reason}>{said(reason)}</li>
          ))}
        </ul>
        {!chosen && (
          <Button
            size="small"
            kind="ghost"
            label={left ? `Take ${name} along` : `Leave ${name} behind`}
            onClick={() => onLeave(!left)}
          >
            {left ? 'Left behind: take it along' : 'Leave behind'}
          </Button>
        )}
      </div>
    </div>
  );
}

import { useId, type JSX, type ReactNode } from 'react';
import type { ServerId } from '../../../shared/domain/server.ts';
import { classNames } from '../class-names.ts';
import { Icon } from '../controls/Icon.tsx';
import type { IconName } from '../controls/icon-paths.ts';
import { Tag } from '../feedback/Tag.tsx';
import { useSaid } from '../state/use-said.ts';
import { Mono } from '../text/Mono.tsx';
import classes from './candidate-card.module.css';

/** How a candidate stands among the others. */
export interface CandidateLook {
  readonly word: string;
  readonly tone: 'ok' | 'neutral' | 'warn' | 'bad';
  readonly icon: IconName;
}

interface CandidateCardProps {
  readonly server: ServerId;
  readonly name: string;
  readonly look: CandidateLook;
  readonly reasons: readonly string[];
  readonly chosen: boolean;
  readonly onChoose: () => void;
  /** What is known of it. */
  readonly facts: ReactNode;
  /** What else can be done about it. */
  readonly action?: ReactNode;
}

/** A replica as the next source. A blocked one can be chosen too: its checks then say what blocks it and the cure. */
export function CandidateCard(props: CandidateCardProps): JSX.Element {
  const { server, name, look, reasons, chosen, onChoose, facts, action } = props;
  const said = useSaid();
  const id = useId();
  const why = useId();
  return (
    <div className={classNames(classes['row'], chosen && classes['chosen'])}>
      <input
        id={id}
        type="radio"
        name="candidate"
        checked={chosen}
        onChange={onChoose}
        aria-label={`${name}, ${look.word}`}
        aria-describedby={why}
      />
      <label htmlFor={id} className={classes['who']}>
        <span className={classes['name']}>
          {name}
          <Tag tone={look.tone}>
            <Icon name={look.icon} size={12} />
            {look.word}
          </Tag>
        </span>
        {name !== server && <Mono>{server}</Mono>}
      </label>
      <div className={classes['facts']}>{facts}</div>
      <div className={classes['side']}>
        <ul id={why} className={classes['reasons']}>
          {reasons.map((reason) => (
            <li key={reason}>{said(reason)}</li>
          ))}
        </ul>
        {action}
      </div>
    </div>
  );
}

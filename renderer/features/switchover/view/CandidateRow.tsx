import { useId, type JSX } from 'react';
import type { ServerView } from '../../../../shared/domain/topology.ts';
import type { CandidateView } from '../../../../shared/plans/switchover-view.ts';
import { classNames } from '../../../ui/class-names.ts';
import { Icon } from '../../../ui/controls/Icon.tsx';
import type { IconName } from '../../../ui/controls/icon-paths.ts';
import { Tag } from '../../../ui/feedback/Tag.tsx';
import { useSaid } from '../../../ui/state/use-said.ts';
import { lagText } from '../../../ui/text/age.ts';
import { Mono } from '../../../ui/text/Mono.tsx';
import { Position } from '../../../ui/text/Position.tsx';
import { versionText } from '../../../ui/topology/health.ts';
import classes from './candidate.module.css';

interface CandidateRowProps {
  readonly candidate: CandidateView;
  readonly name: string;
  /** As last seen on the map; null when it is not there. */
  readonly server: ServerView | null;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}

interface Look {
  readonly word: string;
  readonly tone: 'ok' | 'neutral' | 'warn' | 'bad';
  readonly icon: IconName;
}

const looks: Readonly<Record<CandidateView['verdict'], Look>> = {
  best: { word: 'best candidate', tone: 'ok', icon: 'check' },
  possible: { word: 'possible', tone: 'neutral', icon: 'check' },
  warned: { word: 'with warnings', tone: 'warn', icon: 'warning' },
  blocked: { word: 'blocked', tone: 'bad', icon: 'stop' },
};

/** A replica as a candidate. A blocked one can be chosen too: its checks then say what blocks it and the cure. */
export function CandidateRow({ candidate, name, server, chosen, onChoose }: CandidateRowProps): JSX.Element {
  const said = useSaid();
  const reasons = useId();
  const look = looks[candidate.verdict];
  return (
    <label className={classNames(classes['row'], chosen && classes['chosen'])}>
      <input
        type="radio"
        name="candidate"
        checked={chosen}
        onChange={onChoose}
        aria-label={`${name}, ${look.word}`}
        aria-describedby={reasons}
      />
      <div>
        <div className={classes['name']}>
          {name}
          <Tag tone={look.tone}>
            <Icon name={look.icon} size={12} />
            {look.word}
          </Tag>
        </div>
        {name !== candidate.server && <Mono>{candidate.server}</Mono>}
      </div>
      <Facts server={server} />
      <ul id={reasons} className={classes['reasons']}>
        {candidate.reasons.map((reason) => (
          <li key={reason}>{said(reason)}</li>
        ))}
      </ul>
    </label>
  );
}

function Facts({ server }: { readonly server: ServerView | null }): JSX.Element {
  const channel = server?.channels[0];
  if (server === null || channel === undefined) return <span />;
  const lag = channel.lag.seconds === null ? 'lag unknown' : `${lagText(channel.lag.seconds)} behind`;
  return (
    <div className={classes['facts']}>
      <span>
        <Position position={channel.executed} /> <span className={classes['kind']}>executed</span>
      </span>
      <span>{[lag, versionText(server), server.site].filter(Boolean).join(' · ')}</span>
    </div>
  );
}

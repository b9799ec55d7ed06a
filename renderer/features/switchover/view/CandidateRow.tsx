import type { JSX } from 'react';
import type { ServerView } from '../../../../shared/domain/topology.ts';
import type { CandidateView } from '../../../../shared/plans/switchover-view.ts';
import { CandidateCard, type CandidateLook } from '../../../ui/candidates/CandidateCard.tsx';
import { lagText } from '../../../ui/text/age.ts';
import { Position } from '../../../ui/text/Position.tsx';
import { versionText } from '../../../ui/topology/health.ts';
import classes from './switchover.module.css';

interface CandidateRowProps {
  readonly candidate: CandidateView;
  readonly name: string;
  /** As last seen on the map; null when it is not there. */
  readonly server: ServerView | null;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}

const looks: Readonly<Record<CandidateView['verdict'], CandidateLook>> = {
  best: { word: 'best candidate', tone: 'ok', icon: 'check' },
  possible: { word: 'possible', tone: 'neutral', icon: 'check' },
  warned: { word: 'with warnings', tone: 'warn', icon: 'warning' },
  blocked: { word: 'blocked', tone: 'bad', icon: 'stop' },
};

/** How far it is, as the map knows it. */
export function CandidateRow({ candidate, name, server, chosen, onChoose }: CandidateRowProps): JSX.Element {
  return (
    <CandidateCard
      server={candidate.server}
      name={name}
      look={looks[candidate.verdict]}
      reasons={candidate.reasons}
      chosen={chosen}
      onChoose={onChoose}
      facts={<Facts server={server} />}
    />
  );
}

function Facts({ server }: { readonly server: ServerView | null }): JSX.Element | null {
  const channel = server?.channels[0];
  if (server === null || channel === undefined) return null;
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

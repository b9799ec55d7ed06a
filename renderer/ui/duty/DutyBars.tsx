import { useState, type JSX } from 'react';
import type { Duty } from '../../../shared/domain/duty.ts';
import type { ServerView } from '../../../shared/domain/topology.ts';
import { classNames } from '../class-names.ts';
import { Button, IconButton, LinkButton } from '../controls/Button.tsx';
import { Icon } from '../controls/Icon.tsx';
import { paths } from '../route/paths.ts';
import { useDuties, useSignalbox } from '../state/signalbox.ts';
import { useNow } from '../state/use-now.ts';
import { useSaid } from '../state/use-said.ts';
import classes from './duty.module.css';
import { dutyText } from './duty-text.ts';
import { DutyTerm } from './DutyTerm.tsx';
import { HandsOffForm } from './HandsOffForm.tsx';
import { RejoinLink } from './RejoinLink.tsx';
import { currentDuties, isFulfilled, standingOf } from './standing.ts';

interface DutyBarsProps {
  readonly cluster: string;
  readonly servers: readonly ServerView[];
}

/** What is kept closed in this cluster, and what nobody keeps closed any more until it is put away. */
export function DutyBars({ cluster, servers }: DutyBarsProps): JSX.Element {
  const state = useDuties((all) => all);
  const now = useNow();
  const shown = currentDuties(state.duties, cluster, now).filter(
    (duty) => !isFulfilled(duty) && !state.putAway.has(duty.operation),
  );
  return (
    <div role="status" aria-label="Duties">
      {shown.map((duty) => (
        <DutyBar key={duty.operation} cluster={cluster} duty={duty} servers={servers} />
      ))}
    </div>
  );
}

interface DutyBarProps {
  readonly cluster: string;
  readonly duty: Duty;
  readonly servers: readonly ServerView[];
}

function DutyBar({ cluster, duty, servers }: DutyBarProps): JSX.Element {
  const said = useSaid();
  const { duties } = useSignalbox();
  const [leaving, setLeaving] = useState(false);
  const { tone, icon, headline, detail } = dutyText(duty, standingOf(duty, servers));
  return (
    <section className={classNames(classes['bar'], classes[tone])} aria-label={said(`Duty for ${duty.server}`)}>
      <Icon name={icon} size={17} />
      <div className={classes['text']}>
        <p>
          <b>{said(headline)}</b> {said(detail)}
        </p>
        <DutyTerm duty={duty} />
      </div>
      <div className={classes['acts']}>
        <RejoinLink cluster={cluster} server={duty.server} servers={servers} />
        {duty.ended === null && !leaving && (
          <Button size="small" kind="ghost" onClick={() => setLeaving(true)}>
            Hands off…
          </Button>
        )}
        <LinkButton size="small" kind="quiet" href={paths.incident(duty.operation)}>
          See the incident
        </LinkButton>
        {duty.ended !== null && (
          <IconButton
            icon="cross"
            size="small"
            label="Put this away: the journal keeps it"
            onClick={() => duties.putAway(duty.operation)}
          />
        )}
      </div>
      {leaving && duty.ended === null && <HandsOffForm duty={duty} onDone={() => setLeaving(false)} />}
    </section>
  );
}

import { useState, type JSX } from 'react';
import type { Duty } from '../../../shared/domain/duty.ts';
import type { ServerView } from '../../../shared/domain/topology.ts';
import { classNames } from '../class-names.ts';
import { Button } from '../controls/Button.tsx';
import { Icon } from '../controls/Icon.tsx';
import { useDuties } from '../state/signalbox.ts';
import { useNow } from '../state/use-now.ts';
import { useSaid } from '../state/use-said.ts';
import { timeText } from '../text/age.ts';
import classes from './duty.module.css';
import { actText, dutyText } from './duty-text.ts';
import { DutyTerm } from './DutyTerm.tsx';
import { HandsOffForm } from './HandsOffForm.tsx';
import { currentDuties, standingOf } from './standing.ts';

interface DutySectionProps {
  readonly cluster: string;
  readonly server: ServerView;
  readonly servers: readonly ServerView[];
}

/** In a server's panel: the duty that keeps it closed, until when, and everything that it did. */
export function DutySection({ cluster, server, servers }: DutySectionProps): JSX.Element | null {
  const duties = useDuties((state) => state.duties);
  const now = useNow();
  const duty = currentDuties(duties, cluster, now).find((one) => one.server === server.id);
  return duty === undefined ? null : <Known duty={duty} servers={servers} />;
}

interface KnownProps {
  readonly duty: Duty;
  readonly servers: readonly ServerView[];
}

function Known({ duty, servers }: KnownProps): JSX.Element {
  const said = useSaid();
  const [leaving, setLeaving] = useState(false);
  const { tone, icon, headline, detail } = dutyText(duty, standingOf(duty, servers));
  return (
    <section className={classNames(classes['section'], classes[tone])} aria-label="Kept closed">
      <div className={classes['head']}>
        <Icon name={icon} size={16} />
        <h3>{said(headline)}</h3>
      </div>
      {duty.acts.length === 0 && <p>{said(detail)}</p>}
      <DutyTerm duty={duty} />
      {duty.acts.length > 0 && (
        <ol className={classes['history']}>
          {duty.acts.map((act) => (
            <li key={`${String(act.at)} ${act.text}`}>
              <time dateTime={new Date(act.at).toISOString()} title={timeText(act.at)}>
                {timeText(act.at).slice(11)}
              </time>
              <span>{said(actText(duty, act))}</span>
            </li>
          ))}
        </ol>
      )}
      {duty.ended === null && !leaving && (
        <Button size="small" kind="ghost" onClick={() => setLeaving(true)}>
          Hands off…
        </Button>
      )}
      {duty.ended === null && leaving && <HandsOffForm duty={duty} onDone={() => setLeaving(false)} />}
    </section>
  );
}

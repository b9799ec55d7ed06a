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
import { dutyText, termText } from './duty-text.ts';
import { HandsOffForm } from './HandsOffForm.tsx';
import { currentDuties, standingOf } from './standing.ts';

interface DutySectionProps {
  readonly server: ServerView;
  readonly servers: readonly ServerView[];
}

/** In a server's panel: the duty that keeps it closed, until when, and everything that it did. */
export function DutySection({ server, servers }: DutySectionProps): JSX.Element | null {
  const duties = useDuties((state) => state.duties);
  const now = useNow();
  const duty = currentDuties(duties, now).find((one) => one.server === server.id);
  return duty === undefined ? null : <Known duty={duty} servers={servers} now={now} />;
}

interface KnownProps {
  readonly duty: Duty;
  readonly servers: readonly ServerView[];
  readonly now: number; // epoch ms
}

function Known({ duty, servers, now }: KnownProps): JSX.Element {
  const said = useSaid();
  const [leaving, setLeaving] = useState(false);
  const { tone, icon, headline, detail } = dutyText(duty, standingOf(duty, servers));
  const term = termText(duty, now);
  return (
    <section className={classNames(classes['section'], classes[tone])} aria-label="Kept closed">
      <div className={classes['head']}>
        <Icon name={icon} size={16} />
        <h3>{said(headline)}</h3>
      </div>
      {duty.acts.length === 0 && <p>{said(detail)}</p>}
      {term !== null && <p className={classes['term']}>Kept closed {term}</p>}
      {duty.acts.length > 0 && (
        <ol className={classes['history']}>
          {duty.acts.map(({ at, text }) => (
            <li key={`${String(at)} ${text}`}>
              <time dateTime={new Date(at).toISOString()} title={timeText(at)}>
                {timeText(at).slice(11)}
              </time>
              <span>{said(text)}</span>
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

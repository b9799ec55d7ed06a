import type { JSX, ReactNode } from 'react';
import { Icon } from '../../controls/Icon.tsx';
import type { Tone } from '../model/tone.ts';
import classes from './result-card.module.css';

const icons = { ok: 'check', warn: 'warning', bad: 'stop' } as const satisfies Record<Tone, string>;

interface ResultCardProps {
  readonly tone: Tone;
  /** What it came to, in a sentence; read aloud. */
  readonly title: string;
  readonly children: ReactNode;
}

/** What a piece of work came to. */
export function ResultCard({ tone, title, children }: ResultCardProps): JSX.Element {
  return (
    <section className={classes['outcome']} data-tone={tone} aria-label="Outcome">
      <Icon name={icons[tone]} size={22} />
      <div>
        <h2 role="status">{title}</h2>
        {children}
      </div>
    </section>
  );
}

import type { JSX } from 'react';
import type { DeathEvidence } from '../../../../shared/domain/evidence.ts';
import type { GuardResult } from '../../../../shared/guards/verdict.ts';
import { classNames } from '../../../ui/class-names.ts';
import { Icon } from '../../../ui/controls/Icon.tsx';
import { cureInWindow } from '../../../ui/lever/cure-text.ts';
import { useSaid } from '../../../ui/state/use-said.ts';
import { useServerNames } from '../../../ui/state/use-server-names.ts';
import wizardClasses from '../../../ui/wizard/view/wizard.module.css';
import { lookOf } from '../model/conclusion.ts';
import { Countdown } from './Countdown.tsx';
import classes from './failover.module.css';

interface EvidenceVerdictProps {
  readonly evidence: DeathEvidence;
  readonly guard: GuardResult | null;
  /** When it is asked again by itself, epoch ms; null: it is not. */
  readonly until: number | null;
  readonly onOver: () => void;
}

const leadIn: Readonly<Record<GuardResult['verdict'], string>> = {
  block: 'Cure:',
  loss: 'First:',
  warn: 'Beware:',
  pass: '',
};

/** The conclusion in one sentence, with the cure where it refuses, and the countdown while it is too early. */
export function EvidenceVerdict({ evidence, guard, until, onOver }: EvidenceVerdictProps): JSX.Element {
  const said = useSaid();
  const name = useServerNames();
  const { conclusion, source } = evidence;
  const look = lookOf(conclusion);
  const cure = conclusion.kind === 'too-early' ? null : (guard?.cure ?? null);
  return (
    <>
      <h2 className={wizardClasses['question']}>Is {name(source)} gone?</h2>
      <section className={classNames(classes['verdict'], classes[look.tone])} aria-label="Conclusion">
        <Icon name={look.icon} size={22} />
        <div className={classes['said']} role="status">
          <p className={classes['sentence']}>
            <b>{look.word}</b> {said(conclusion.because)}
          </p>
          {cure !== null && (
            <p className={classes['cure']}>
              <b>{guard === null ? '' : leadIn[guard.verdict]}</b> {said(cureInWindow(cure))}
            </p>
          )}
          {conclusion.kind === 'too-early' && (
            <p className={classes['cure']}>
              Until then a silent connection looks the same as a quiet one. It is asked again by itself.
            </p>
          )}
        </div>
        {until !== null && <Countdown key={until} until={until} onOver={onOver} />}
      </section>
    </>
  );
}

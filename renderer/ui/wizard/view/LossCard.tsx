import { useId, type JSX } from 'react';
import type { GuardResult } from '../../../../shared/guards/verdict.ts';
import { acceptedReason } from '../model/acceptances.ts';
import type { Accepted } from '../model/acceptances.ts';
import { GuardCard } from './GuardCard.tsx';
import classes from './checks.module.css';

interface LossCardProps {
  readonly guard: GuardResult;
  readonly name: (server: string) => string;
  readonly accepted: readonly Accepted[];
  readonly onReason: (reason: string | null) => void;
}

/** What may be lost is accepted with a typed reason, here, and the cluster's name, at the plan. */
export function LossCard({ guard, name, accepted, onReason }: LossCardProps): JSX.Element {
  const id = useId();
  const reason = acceptedReason(accepted, guard) ?? '';
  return (
    <GuardCard guard={guard} name={name}>
      <div className={classes['act']}>
        <label htmlFor={id}>Accepted because</label>
        <input
          id={id}
          className={classes['reason']}
          value={reason}
          maxLength={2000}
          required
          placeholder="your reason, for the journal"
          onChange={(event) => onReason(event.target.value === '' ? null : event.target.value)}
        />
      </div>
    </GuardCard>
  );
}

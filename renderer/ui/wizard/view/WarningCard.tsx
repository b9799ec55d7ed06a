import type { JSX } from 'react';
import type { GuardResult } from '../../../../shared/guards/verdict.ts';
import { acceptedReason } from '../model/acceptances.ts';
import type { Accepted } from '../model/acceptances.ts';
import { GuardCard } from './GuardCard.tsx';
import classes from './checks.module.css';

interface WarningCardProps {
  readonly guard: GuardResult;
  readonly name: (server: string) => string;
  readonly accepted: readonly Accepted[];
  readonly onAccept: (reason: string | null) => void;
}

/** A warning is ticked; why is asked, not demanded. */
export function WarningCard({ guard, name, accepted, onAccept }: WarningCardProps): JSX.Element {
  const reason = acceptedReason(accepted, guard);
  const about = guard.server === null ? guard.code : `${guard.code} on ${name(guard.server)}`;
  return (
    <GuardCard guard={guard} name={name}>
      <div className={classes['act']}>
        <label className={classes['tick']}>
          <input
            type="checkbox"
            checked={reason !== null}
            aria-label={`Go on with ${about}`}
            onChange={(event) => onAccept(event.target.checked ? '' : null)}
          />
          Go on with this
        </label>
        {reason !== null && (
          <input
            className={classes['reason']}
            value={reason}
            maxLength={2000}
            aria-label={`Reason for going on with ${about}`}
            placeholder="why (goes into the journal; may stay empty)"
            onChange={(event) => onAccept(event.target.value)}
          />
        )}
      </div>
    </GuardCard>
  );
}

import { useId, type JSX } from 'react';
import classes from './checks.module.css';

interface LossReasonProps {
  /** As typed so far. */
  readonly reason: string;
  /** null: nothing is typed, so nothing is accepted. */
  readonly onReason: (reason: string | null) => void;
  /** The operator has just asked for it: it takes the focus. */
  readonly asked?: boolean;
}

/** The typed reason with which a loss is accepted. */
export function LossReason({ reason, onReason, asked = false }: LossReasonProps): JSX.Element {
  const id = useId();
  return (
    <div className={classes['act']}>
      <label htmlFor={id}>Accepted because</label>
      <input
        id={id}
        className={classes['reason']}
        value={reason}
        maxLength={2000}
        required
        autoFocus={asked}
        placeholder="your reason, for the journal"
        onChange={(event) => onReason(event.target.value === '' ? null : event.target.value)}
      />
    </div>
  );
}

import type { JSX, ReactNode } from 'react';
import type { GuardResult } from '../../../../shared/guards/verdict.ts';
import { classNames } from '../../class-names.ts';
import { Icon } from '../../controls/Icon.tsx';
import { useSaid } from '../../state/use-said.ts';
import { cureInWindow } from '../../lever/cure-text.ts';
import classes from './checks.module.css';

interface GuardCardProps {
  readonly guard: GuardResult;
  readonly name: (server: string) => string;
  /** What the operator can do about it here. */
  readonly children?: ReactNode;
}

const icons = { block: 'stop', loss: 'warning', warn: 'warning', pass: 'check' } as const;

/** A guard's answer: the evidence in a sentence, the cure, and its code to look up. */
export function GuardCard({ guard, name, children }: GuardCardProps): JSX.Element {
  const said = useSaid();
  return (
    <li className={classNames(classes['card'], classes[guard.verdict])}>
      <Icon name={icons[guard.verdict]} size={17} />
      <div className={classes['said']}>
        <h3>{said(guard.message)}</h3>
        {guard.cure !== null && (
          <p>
            <b>Cure:</b> {said(cureInWindow(guard.cure))}
          </p>
        )}
        {children}
      </div>
      <div className={classes['about']}>
        {guard.server !== null && (
          <span className={classes['chip']} title={guard.server}>
            {name(guard.server)}
          </span>
        )}
        <code>{guard.code}</code>
      </div>
    </li>
  );
}

import type { JSX, ReactNode } from 'react';
import { Icon } from '../controls/Icon.tsx';
import type { IconName } from '../controls/icon-paths.ts';
import classes from './feedback.module.css';

interface EmptyStateProps {
  readonly icon: IconName;
  readonly title: string;
  readonly children?: ReactNode;
  /** Buttons: the way on. */
  readonly actions?: ReactNode;
}

/** Says why there is nothing here and what can be done about it. */
export function EmptyState({ icon, title, children, actions }: EmptyStateProps): JSX.Element {
  return (
    <div className={classes['empty']}>
      <Icon name={icon} size={32} />
      <h2>{title}</h2>
      {children !== undefined && <p>{children}</p>}
      {actions !== undefined && <div className={classes['actions']}>{actions}</div>}
    </div>
  );
}

import type { JSX, ReactNode } from 'react';
import type { ErrorReport } from '../../../shared/domain/errors.ts';
import { Icon } from '../controls/Icon.tsx';
import { useWords } from '../state/use-words.ts';
import { cureOf } from './error-cures.ts';
import classes from './feedback.module.css';

interface ErrorNoticeProps {
  readonly error: ErrorReport;
  /** Buttons: the way out. */
  readonly actions?: ReactNode;
}

/** An error in words: what happened, on which server, what to do, and its code to look up. Read aloud when it appears. */
export function ErrorNotice({ error, actions }: ErrorNoticeProps): JSX.Element {
  const words = useWords();
  const cure = cureOf(error.code);
  return (
    <div className={classes['notice']} role="alert">
      <Icon name="warning" />
      <div>
        <h3>{words(error.message)}</h3>
        {cure !== null && <p>{cure}</p>}
        <div className={classes['code']}>{error.server === null ? error.code : `${error.code} · ${error.server}`}</div>
        {actions !== undefined && <div className={classes['actions']}>{actions}</div>}
      </div>
    </div>
  );
}

import type { JSX, ReactNode } from 'react';
import { classNames } from '../class-names.ts';
import classes from './layout.module.css';

interface PageProps {
  /** The page's heading. */
  readonly title: string;
  /** In place of the heading's row, a whole header of one's own (a wizard's track); the title is then only read aloud. */
  readonly header?: ReactNode;
  /** On the right of the heading. */
  readonly actions?: ReactNode;
  readonly footer?: ReactNode;
  /** `narrow` keeps lines readable, `flush` leaves padding and scrolling to the children. */
  readonly body?: 'padded' | 'narrow' | 'flush';
  readonly children: ReactNode;
}

/** A full-page screen: heading, scrolling body, footer that stays. */
export function Page({ title, header, actions, footer, body = 'padded', children }: PageProps): JSX.Element {
  return (
    <div className={classes['page']}>
      <header className={classes['head']}>
        <h1 className={header === undefined ? undefined : 'visually-hidden'}>{title}</h1>
        {header}
        {actions !== undefined && <div className={classes['actions']}>{actions}</div>}
      </header>
      <div className={classNames(classes['body'], classes[body])}>{children}</div>
      {footer !== undefined && <footer className={classes['foot']}>{footer}</footer>}
    </div>
  );
}

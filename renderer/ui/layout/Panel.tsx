import { useId, type JSX, type ReactNode } from 'react';
import classes from './layout.module.css';

interface PanelProps {
  /** Heading and accessible name of the region. Shown in small capitals. */
  readonly title: string;
  /** After the title on screen, not part of the region's name: a count, a server's name. */
  readonly suffix?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A titled part of a screen; a `region` with the title as its name. */
export function Panel({ title, suffix, actions, children }: PanelProps): JSX.Element {
  const id = useId();
  return (
    <section className={classes['panel']} aria-labelledby={id}>
      <header>
        <h2>
          <span id={id}>{title}</span>
          {suffix !== undefined && <span className={classes['suffix']}> · {suffix}</span>}
        </h2>
        {actions !== undefined && <div>{actions}</div>}
      </header>
      {children}
    </section>
  );
}

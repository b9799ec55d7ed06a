import type { JSX } from 'react';
import { CopyButton } from '../../../ui/controls/CopyButton.tsx';
import classes from './side.module.css';

interface GtidSetProps {
  readonly text: string;
  readonly what: string;
}

/** A GTID set, one source a line, whole. */
export function GtidSet({ text, what }: GtidSetProps): JSX.Element {
  if (text === '') return <span className={classes['muted']}>empty</span>;
  const parts = text.split(/,\s*/);
  return (
    <div className={classes['gtid']}>
      <div>
        {parts.map((part, index) => (
          <div key={part} className={classes['said']}>
            {index === parts.length - 1 ? part : `${part},`}
          </div>
        ))}
      </div>
      <CopyButton text={text} what={what} />
    </div>
  );
}

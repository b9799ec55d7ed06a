import type { JSX } from 'react';
import { formatPosition, type BinlogPosition } from '../../../shared/domain/position.ts';
import { Digits } from './Digits.tsx';
import { Mono } from './Mono.tsx';
import classes from './text.module.css';

interface PositionProps {
  /** null: not known, or the binary log is off. */
  readonly position: BinlogPosition | null;
  /** What it is, for the copy button: “executed position of db2”. Without it there is no copy button. */
  readonly what?: string;
}

/** A binlog position, digits grouped for the eye and copied as `file:offset`. Name its server and kind beside it. */
export function Position({ position, what }: PositionProps): JSX.Element {
  if (position === null) return <span className={classes['none']}>none</span>;
  const copy = what === undefined ? {} : { copy: { text: formatPosition(position), what } };
  return (
    <Mono {...copy}>
      {position.file}
      <span className={classes['colon']}>:</span>
      <Digits value={position.offset} />
    </Mono>
  );
}

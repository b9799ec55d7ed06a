import type { JSX } from 'react';
import { Mono } from '../../../ui/text/Mono.tsx';
import { Position } from '../../../ui/text/Position.tsx';
import type { FieldValue } from '../model/record-fields.ts';
import classes from './journal.module.css';

interface FieldValueViewProps {
  readonly value: FieldValue;
  /** For the copy button: “executed of db2”. */
  readonly what: string;
}

/** A value as it was read: coordinates and names in the mono face with a copy button, the rest in words. */
export function FieldValueView({ value, what }: FieldValueViewProps): JSX.Element {
  switch (value.kind) {
    case 'position':
      return <Position position={value.position} what={what} />;
    case 'code':
      return (
        <Mono copy={{ text: value.text, what }}>
          <span className={classes['lines']}>{value.text}</span>
        </Mono>
      );
    case 'words':
      return <span>{value.text}</span>;
    case 'absent':
      return <span className={classes['faint']}>{value.text}</span>;
  }
}

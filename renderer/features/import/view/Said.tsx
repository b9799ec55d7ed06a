import type { JSX } from 'react';
import type { SkippedStatement } from '../../../../shared/import/import-events.ts';
import { Panel } from '../../../ui/layout/Panel.tsx';
import { useSaid } from '../../../ui/state/use-said.ts';
import { useWords } from '../../../ui/state/use-words.ts';
import { countText } from '../../../ui/text/amounts.ts';
import { skipText } from '../model/result.ts';
import classes from './import.module.css';

interface SaidProps {
  readonly notes: readonly string[];
  readonly skipped: readonly SkippedStatement[];
}

const shown = 50;

/** What the engine noted, and which statements of the dump were not run. */
export function Said({ notes, skipped }: SaidProps): JSX.Element {
  const said = useSaid();
  const words = useWords();
  return (
    <>
      {notes.length > 0 && (
        <Panel title="Noted">
          <ul className={classes['said']}>
            {notes.map((note, index) => (
              <li key={index}>{said(note)}</li>
            ))}
          </ul>
        </Panel>
      )}
      {skipped.length > 0 && (
        <Panel title="Not run" suffix={countText(skipped.length)}>
          <ul className={classes['said']}>
            {skipped.slice(0, shown).map((skip) => (
              <li key={skip.offset}>
                Line {countText(skip.line)} {words(skipText(skip))}: <code>{skip.text}</code>
              </li>
            ))}
            {skipped.length > shown && <li>and {countText(skipped.length - shown)} more</li>}
          </ul>
        </Panel>
      )}
    </>
  );
}

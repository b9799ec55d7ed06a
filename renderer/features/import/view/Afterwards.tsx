import type { JSX } from 'react';
import type { ImportedGtids, ImportResult } from '../../../../shared/import/import-view.ts';
import { Panel } from '../../../ui/layout/Panel.tsx';
import { Mono } from '../../../ui/text/Mono.tsx';
import { countText, tablesText } from '../../../ui/text/amounts.ts';
import classes from './import.module.css';

/** What was done once all of it was there, and what the server warned of. */
export function Afterwards({ result }: { readonly result: ImportResult }): JSX.Element | null {
  const { analyzed, gtids, warnings } = result;
  if (analyzed === 0 && gtids === null && warnings.length === 0) return null;
  return (
    <Panel title="Afterwards">
      <ul className={classes['said']}>
        {analyzed > 0 && <li>Statistics are up to date for {tablesText(analyzed)}.</li>}
        {gtids !== null && (
          <li>
            {gtidsText(gtids)} <Mono copy={{ text: gtids.gtids, what: 'the GTIDs of the dump' }}>{gtids.gtids}</Mono>
          </li>
        )}
        {warnings.map(({ number, message, count, places }) => (
          <li key={number}>
            Warning {number}, {count === 1 ? 'once' : `${countText(count)} times`}: {message}
            {places.length > 0 && ` (line ${places.map(({ line }) => countText(line)).join(', ')})`}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function gtidsText({ how, why }: ImportedGtids): string {
  switch (how) {
    case 'set':
      return 'The dump’s GTIDs are set:';
    case 'there-already':
      return 'The dump’s GTIDs were there already:';
    case 'failed':
      return `The dump’s GTIDs could not be set${why === null ? '' : `: ${why}`}`;
  }
}

import type { JSX } from 'react';
import type { BinlogPosition } from '../../../../shared/domain/position.ts';
import type { PutBackPreview, StopPointProof } from '../../../../shared/plans/put-back-view.ts';
import { Icon } from '../../controls/Icon.tsx';
import { classNames } from '../../class-names.ts';
import { Panel } from '../../layout/Panel.tsx';
import { paths } from '../../route/paths.ts';
import { useWords } from '../../state/use-words.ts';
import { Mono } from '../../text/Mono.tsx';
import { Position } from '../../text/Position.tsx';
import classes from './evidence.module.css';

const proofs: Readonly<Record<StopPointProof, string>> = {
  'record-stopped': 'It was recorded while its SQL thread stood still, and nothing was applied since.',
  gtid: 'Its own GTID set says what it has; the {source} sends what is missing.',
  'binlog-tail': 'Its last own transactions were found in the {source}’s binary log, by their content.',
  'error-log': 'Its error log says where its SQL thread stopped.',
};

/** Where the replica's data stands: proved and how, or only a lower bound and what lies above it. */
export function StopPointPanel({ preview }: { readonly preview: PutBackPreview }): JSX.Element {
  const words = useWords();
  const { provedBy, position, lowerBound } = preview;
  const proved = provedBy !== null;
  return (
    <div className={classes['evidence']}>
      <Panel title="Where its data stands">
        <div className={classNames(classes['verdict'], proved ? classes['proved'] : classes['open'])} role="status">
          <Icon name={proved ? 'check' : 'stop'} size={20} />
          <div>
            <p className={classes['sentence']}>
              <b>{proved ? 'Proved. ' : 'Not proved. '}</b>
              {proved
                ? words(proofs[provedBy])
                : 'Nothing says for certain where it stopped, and a guess would repeat or skip transactions. So Signalbox does not put it back.'}
            </p>
            {proved ? <Stand at={position} kind="it continues at" /> : <Stand at={lowerBound} kind="at least" />}
          </div>
        </div>
        <Above preview={preview} />
        <p className={classes['from']}>
          From the record <a href={paths.journalEntry(preview.record)}>{preview.record}</a>
          {preview.channel !== '' && (
            <>
              , channel <Mono>{preview.channel}</Mono>
            </>
          )}
          .
        </p>
      </Panel>
    </div>
  );
}

function Stand({ at, kind }: { readonly at: BinlogPosition | null; readonly kind: string }): JSX.Element | null {
  const words = useWords();
  if (at === null) return null;
  return (
    <p className={classes['stand']}>
      {kind} <Position position={at} what="position in the binary log of its source" />{' '}
      {words('in the {source}’s binary log')}
    </p>
  );
}

/** What the source's log holds above: sent again when proved, in doubt when not. */
function Above({ preview }: { readonly preview: PutBackPreview }): JSX.Element | null {
  const words = useWords();
  const { between, provedBy } = preview;
  if (between === null) return null;
  return (
    <div className={classes['above']}>
      <p>{words(aboveText(between.transactions, provedBy !== null))}</p>
      {between.tables.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">Table</th>
              <th scope="col">Rows</th>
            </tr>
          </thead>
          <tbody>
            {between.tables.map(({ table, rows }) => (
              <tr key={table}>
                <td>
                  <Mono>{table}</Mono>
                </td>
                <td>{rows}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {provedBy === null && (
        <p className={classes['instead']}>
          What would help: a record made while it was stopped, its error log, or a drift check and re-seeding, which
          come later.
        </p>
      )}
    </div>
  );
}

function aboveText(transactions: number, proved: boolean): string {
  if (transactions === 0) return 'Above it, the {source}’s log holds no transaction.';
  const count = transactions === 1 ? '1 transaction' : `${String(transactions)} transactions`;
  return proved
    ? `Above it, the {source}’s log holds ${count}, which it will now apply.`
    : `Above it, the {source}’s log holds ${count}. Each may have been applied already, or not.`;
}

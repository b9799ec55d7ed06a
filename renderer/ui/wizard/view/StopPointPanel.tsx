import type { JSX } from 'react';
import type { BinlogPosition } from '../../../../shared/domain/position.ts';
import type { PutBackPreview } from '../../../../shared/plans/put-back-view.ts';
import { Icon } from '../../controls/Icon.tsx';
import { classNames } from '../../class-names.ts';
import { Panel } from '../../layout/Panel.tsx';
import { paths } from '../../route/paths.ts';
import { useWords } from '../../state/use-words.ts';
import { Mono } from '../../text/Mono.tsx';
import { Position } from '../../text/Position.tsx';
import { ChangedTables } from './ChangedTables.tsx';
import classes from './evidence.module.css';
import { stopPointText, type StopPointText } from './stop-point-text.ts';

/** Where the replica's data stands: proved and how, or only a lower bound and what lies above it. */
export function StopPointPanel({ preview }: { readonly preview: PutBackPreview }): JSX.Element {
  const words = useWords();
  const { provedBy, position, lowerBound } = preview;
  const proved = provedBy !== null;
  const text = stopPointText(preview);
  return (
    <div className={classes['evidence']}>
      <Panel title="Where its data stands">
        <div className={classNames(classes['verdict'], proved ? classes['proved'] : classes['open'])} role="status">
          <Icon name={proved ? 'check' : 'stop'} size={20} />
          <div>
            <p className={classes['sentence']}>
              <b>{text.verdict} </b>
              {words(text.sentence)}
            </p>
            <Stand at={proved ? position : lowerBound} kind={text.place} />
          </div>
        </div>
        <Above between={preview.between} text={text} />
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

interface AboveProps {
  readonly between: PutBackPreview['between'];
  readonly text: StopPointText;
}

/** What the source's log holds above: sent again when proved, in doubt when not. */
function Above({ between, text }: AboveProps): JSX.Element | null {
  const words = useWords();
  if (between === null) return null;
  return (
    <div className={classes['above']}>
      <p>{words(aboveText(between.transactions, text.above))}</p>
      <ChangedTables tables={between.tables} />
      {text.instead !== null && <p className={classes['instead']}>{words(text.instead)}</p>}
    </div>
  );
}

function aboveText(transactions: number, what: string): string {
  if (transactions === 0) return 'Above it, the {source}’s log holds no transaction.';
  const count = transactions === 1 ? '1 transaction' : `${String(transactions)} transactions`;
  return `Above it, the {source}’s log holds ${count}${what}.`;
}

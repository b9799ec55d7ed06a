import type { JSX } from 'react';
import { paths } from '../route/paths.ts';
import { useRecordServers } from '../state/use-record-servers.ts';
import classes from './record-pairs.module.css';
import { pairRecords } from './record-pairs.ts';
import type { RecordPair } from './record-pairs.ts';

interface RecordPairsProps {
  readonly records: { readonly before: readonly string[]; readonly after: readonly string[] };
  readonly name: (server: string) => string;
}

/** Links to the records of before and after an operation, server by server, and to their comparison. */
export function RecordPairs({ records, name }: RecordPairsProps): JSX.Element {
  const servers = useRecordServers([...records.before, ...records.after]);
  const pairs = pairRecords(records, servers);
  if (pairs.length === 0) return <p className={classes['none']}>No record was taken.</p>;
  return (
    <ul className={classes['pairs']}>
      {pairs.map((pair) => (
        <Pair key={pair.before ?? pair.after} pair={pair} name={pair.server === null ? null : name(pair.server)} />
      ))}
    </ul>
  );
}

function Pair({ pair, name }: { readonly pair: RecordPair; readonly name: string | null }): JSX.Element {
  const { before, after } = pair;
  const of = name === null ? '' : ` of ${name}`;
  return (
    <li>
      <b>{name ?? '…'}</b>
      {before !== null && (
        <a href={paths.journalEntry(before)} aria-label={`Record before${of}`}>
          before
        </a>
      )}
      {after !== null && (
        <a href={paths.journalEntry(after)} aria-label={`Record after${of}`}>
          after
        </a>
      )}
      {before !== null && after !== null && (
        <a href={paths.compare(before, after)} aria-label={`Compare the records${of}`}>
          compare
        </a>
      )}
    </li>
  );
}

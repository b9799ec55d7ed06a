import type { JSX } from 'react';
import type { DeathEvidence } from '../../../../shared/domain/evidence.ts';
import { classNames } from '../../../ui/class-names.ts';
import { Tag } from '../../../ui/feedback/Tag.tsx';
import { Panel } from '../../../ui/layout/Panel.tsx';
import { useSaid } from '../../../ui/state/use-said.ts';
import { useServerNames } from '../../../ui/state/use-server-names.ts';
import { useWords } from '../../../ui/state/use-words.ts';
import { Mono } from '../../../ui/text/Mono.tsx';
import { witnessRows, type WitnessRow } from '../model/witness-rows.ts';
import classes from './failover.module.css';

/** A row a replica: what it shows of the source, and what that says. */
export function WitnessTable({ evidence }: { readonly evidence: DeathEvidence }): JSX.Element {
  const words = useWords();
  const name = useServerNames();
  const rows = witnessRows(evidence);
  const title = words(`What the {replicas} of ${name(evidence.source)} say`);
  return (
    <Panel title={title} suffix={rows.length}>
      {rows.length === 0 ? (
        <p className={classes['cure']}>{words('No {replica} of it answers: there is no witness.')}</p>
      ) : (
        <table className={classNames(classes['table'], classes['witnesses'])} aria-label={title}>
          <thead>
            <tr>
              <th scope="col">{words('{Replica}')}</th>
              <th scope="col">IO thread</th>
              <th scope="col" className={classes['number']}>
                Heartbeats
              </th>
              <th scope="col" className={classes['number']}>
                Silent for
              </th>
              <th scope="col" className={classes['number']}>
                Beats every
              </th>
              <th scope="col">What it says</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Witness key={`${row.server} ${row.channel}`} row={row} />
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}

function Witness({ row }: { readonly row: WitnessRow }): JSX.Element {
  const said = useSaid();
  const name = useServerNames();
  return (
    <tr>
      <th scope="row">
        {name(row.server)}
        {row.channel !== '' && <Mono>{row.channel}</Mono>}
      </th>
      <td>{row.io}</td>
      <td className={classes['number']}>{row.heartbeats}</td>
      <td className={classes['number']}>{row.silent}</td>
      <td className={classes['number']}>{row.period}</td>
      <td>
        <div className={classes['says']}>
          <Tag tone={row.tone}>{row.word}</Tag>
          <div>
            <p>{said(row.because)}</p>
            {row.error !== null && (
              <Mono copy={{ text: row.error, what: `IO error of ${name(row.server)}` }}>
                <span className={classes['error']}>{row.error}</span>
              </Mono>
            )}
          </div>
        </div>
      </td>
    </tr>
  );
}

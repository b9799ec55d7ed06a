import type { JSX } from 'react';
import type { SourceProbe } from '../../../../shared/domain/evidence.ts';
import { classNames } from '../../../ui/class-names.ts';
import { Tag } from '../../../ui/feedback/Tag.tsx';
import { useSaid } from '../../../ui/state/use-said.ts';
import { useServerNames } from '../../../ui/state/use-server-names.ts';
import { durationText } from '../../../ui/text/age.ts';
import { probeRows } from '../model/probe-rows.ts';
import classes from './failover.module.css';

/** Us → the source, layer by layer; each needs the ones before. */
export function ProbeTable({ probe }: { readonly probe: SourceProbe }): JSX.Element {
  const said = useSaid();
  const name = useServerNames();
  return (
    <table className={classNames(classes['table'], classes['probe'])} aria-label={`From here to ${name(probe.server)}`}>
      <thead>
        <tr>
          <th scope="col">Layer</th>
          <th scope="col">Answer</th>
          <th scope="col">What was said</th>
          <th scope="col" className={classes['number']}>
            Took
          </th>
        </tr>
      </thead>
      <tbody>
        {probeRows(probe).map(({ layer, word, tone, said: what, ms }) => (
          <tr key={layer}>
            <th scope="row">{layer}</th>
            <td>
              <Tag tone={tone}>{word}</Tag>
            </td>
            <td>{said(what)}</td>
            <td className={classes['number']}>{ms === null ? '' : durationText(ms)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

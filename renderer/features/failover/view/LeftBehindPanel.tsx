import type { JSX } from 'react';
import type { FailoverPreview } from '../../../../shared/plans/failover-view.ts';
import { Panel } from '../../../ui/layout/Panel.tsx';
import { useSaid } from '../../../ui/state/use-said.ts';
import { useServerNames } from '../../../ui/state/use-server-names.ts';
import classes from './failover.module.css';

/** Servers that the plan does not touch, each with its way back. */
export function LeftBehindPanel({ preview }: { readonly preview: FailoverPreview }): JSX.Element | null {
  const said = useSaid();
  const name = useServerNames();
  const { leftBehind } = preview;
  if (leftBehind.length === 0) return null;
  return (
    <div className={classes['part']}>
      <Panel title="Left behind" suffix={leftBehind.length}>
        <ul className={classes['behind']}>
          {leftBehind.map(({ server, reason, wayOut }) => (
            <li key={server}>
              <b>{name(server)}</b>
              <p>{said(reason)}</p>
              <p>
                <b>Way back:</b> {said(wayOut)}
              </p>
            </li>
          ))}
        </ul>
      </Panel>
    </div>
  );
}

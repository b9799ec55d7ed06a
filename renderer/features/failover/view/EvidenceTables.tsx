import type { JSX } from 'react';
import type { DeathEvidence } from '../../../../shared/domain/evidence.ts';
import { Icon } from '../../../ui/controls/Icon.tsx';
import { Panel } from '../../../ui/layout/Panel.tsx';
import { useServerNames } from '../../../ui/state/use-server-names.ts';
import classes from './failover.module.css';
import { ProbeTable } from './ProbeTable.tsx';
import { WitnessTable } from './WitnessTable.tsx';

/** What speaks for and against it: ours, the replicas’, and whom nobody could ask. */
export function EvidenceTables({ evidence }: { readonly evidence: DeathEvidence }): JSX.Element {
  const name = useServerNames();
  const { source, probe, unreachable } = evidence;
  return (
    <div className={classes['tables']}>
      <Panel title={`From here to ${name(source)}`}>
        <ProbeTable probe={probe} />
      </Panel>
      <WitnessTable evidence={evidence} />
      {unreachable.length > 0 && (
        <p className={classes['unreachable']}>
          <Icon name="unplugged" size={15} />
          <span>
            Not asked, since {unreachable.length === 1 ? 'it does' : 'they do'} not answer:{' '}
            <b>{unreachable.map(name).join(', ')}</b>
          </span>
        </p>
      )}
    </div>
  );
}

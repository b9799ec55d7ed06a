import type { JSX } from 'react';
import { valueOf } from '../../../ui/loaded.ts';
import { useSession } from '../../../ui/state/signalbox.ts';
import classes from './journal.module.css';

interface ClusterSelectProps {
  /** null: all of them. */
  readonly cluster: string | null;
  readonly onChange: (cluster: string | null) => void;
}

/** Whose entries are shown. */
export function ClusterSelect({ cluster, onChange }: ClusterSelectProps): JSX.Element {
  const clusters = useSession((state) => valueOf(state.clusters)) ?? [];
  return (
    <select
      className={classes['select']}
      aria-label="Cluster"
      value={cluster ?? ''}
      onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)}
    >
      <option value="">All clusters</option>
      {clusters.map(({ name, label }) => (
        <option key={name} value={name}>
          {label}
        </option>
      ))}
    </select>
  );
}

import type { JSX } from 'react';
import { LinkButton } from '../../ui/controls/Button.tsx';
import { EmptyState } from '../../ui/feedback/EmptyState.tsx';
import { valueOf } from '../../ui/loaded.ts';
import { paths } from '../../ui/route/paths.ts';
import { useSession } from '../../ui/state/signalbox.ts';
import { ClusterForm } from './ClusterForm.tsx';
import { emptyFields, fieldsOf } from './draft.ts';

/** Adds a cluster, or with `name` edits one. */
export function ClusterFormScreen({ name }: { readonly name: string | null }): JSX.Element | null {
  const clusters = useSession((state) => valueOf(state.clusters));
  if (name === null) return <ClusterForm kept={null} initial={emptyFields} />;
  if (clusters === null) return null;
  const cluster = clusters.find((entry) => entry.name === name);
  if (cluster === undefined) {
    return (
      <EmptyState
        icon="search"
        title={`There is no cluster “${name}”`}
        actions={<LinkButton href={paths.settings()}>Settings</LinkButton>}
      />
    );
  }
  return <ClusterForm key={name} kept={cluster} initial={fieldsOf(cluster)} />;
}

import { PasswordInput } from '@mantine/core';
import { useState, type JSX, type SyntheticEvent } from 'react';
import type { ClusterSummary } from '../../../../shared/ipc/contract.ts';
import { Button } from '../../../ui/controls/Button.tsx';
import { EmptyState } from '../../../ui/feedback/EmptyState.tsx';
import { ErrorNotice } from '../../../ui/feedback/ErrorNotice.tsx';
import { useSignalbox } from '../../../ui/state/signalbox.ts';
import { useAction } from '../../../ui/state/use-action.ts';
import classes from './states.module.css';

/** Asks for the password of a cluster whose configuration says `ask`. It stays in memory until Signalbox ends. */
export function PasswordForm({ cluster }: { readonly cluster: ClusterSummary }): JSX.Element {
  const { bridge, session, topology } = useSignalbox();
  const [password, setPassword] = useState('');
  const give = useAction(async () => {
    await bridge.call('clusters.password', { name: cluster.name, password });
    await session.refresh();
    topology.watch(cluster.name);
  });
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    give.run();
  };
  return (
    <EmptyState icon="key" title={`Password for ${cluster.label}`}>
      The configuration says to ask for it. It is kept in memory until Signalbox ends, and nowhere else.
      <form className={classes['form']} onSubmit={submit}>
        <PasswordInput
          label={`Password of ${cluster.user}`}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          data-autofocus
          autoFocus
        />
        {give.error !== null && <ErrorNotice error={give.error} />}
        <Button kind="primary" submit busy={give.busy}>
          Connect
        </Button>
      </form>
    </EmptyState>
  );
}

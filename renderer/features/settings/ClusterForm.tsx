import { useState, type JSX, type SyntheticEvent } from 'react';
import type { ClusterSummary, OutputOf } from '../../../shared/ipc/contract.ts';
import { Button, LinkButton } from '../../ui/controls/Button.tsx';
import { Icon } from '../../ui/controls/Icon.tsx';
import { ErrorNotice } from '../../ui/feedback/ErrorNotice.tsx';
import { notifyDone } from '../../ui/feedback/notify.tsx';
import { Page } from '../../ui/layout/Page.tsx';
import { Panel } from '../../ui/layout/Panel.tsx';
import { navigate, paths } from '../../ui/route/paths.ts';
import { useSignalbox } from '../../ui/state/signalbox.ts';
import { useAction } from '../../ui/state/use-action.ts';
import { useWords } from '../../ui/state/use-words.ts';
import { AccountFields } from './AccountFields.tsx';
import { ClusterFieldset } from './ClusterFieldset.tsx';
import { draftOf, missingIn, type ClusterFields } from './draft.ts';
import { ReplicationFields } from './ReplicationFields.tsx';
import { ServerRules } from './ServerRules.tsx';
import classes from './settings.module.css';

interface ClusterFormProps {
  /** The cluster being edited; null for a new one. */
  readonly kept: ClusterSummary | null;
  readonly initial: ClusterFields;
}

const formId = 'cluster-form';

/** Everything the configuration says of a cluster. What was typed stays until it is saved or left. */
export function ClusterForm({ kept, initial }: ClusterFormProps): JSX.Element {
  const { bridge, session } = useSignalbox();
  const words = useWords();
  const [fields, setFields] = useState(initial);
  const [shown, setShown] = useState(false);
  const [tried, setTried] = useState<OutputOf<'clusters.try'> | null>(null);
  const missing = missingIn(fields);
  const complete = Object.keys(missing).length === 0;
  const change = (part: Partial<ClusterFields>): void => {
    setFields((before) => ({ ...before, ...part }));
    setTried(null);
  };

  const test = useAction(async () => setTried(await bridge.call('clusters.try', draftOf(fields, kept))));
  const save = useAction(async () => {
    const draft = draftOf(fields, kept);
    const saved = await (kept === null
      ? bridge.call('clusters.add', draft)
      : bridge.call('clusters.update', { name: kept.name, draft }));
    await session.refresh();
    notifyDone(kept === null ? `${saved.label} added` : `${saved.label} saved`);
    navigate(paths.map(saved.name));
  });
  const ifComplete = (act: () => void) => (): void => {
    setShown(true);
    if (complete) act();
  };
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    ifComplete(() => save.run())();
  };
  const parts = { fields, change, missing: shown ? missing : {} };

  return (
    <Page
      title={kept === null ? 'Add servers' : `Edit ${kept.label}`}
      footer={
        <>
          <LinkButton kind="ghost" href={paths.settings()}>
            Cancel
          </LinkButton>
          <span className={classes['spring']}>{tried !== null && <Tried tried={tried} />}</span>
          <Button busy={test.busy} onClick={ifComplete(() => test.run())}>
            Test connection
          </Button>
          <Button kind="primary" busy={save.busy} onClick={ifComplete(() => save.run())}>
            {kept === null ? 'Add' : 'Save'}
          </Button>
        </>
      }
    >
      <form id={formId} className={classes['form']} onSubmit={submit} noValidate>
        {[save.error, test.error].map((error) => error !== null && <ErrorNotice key={error.code} error={error} />)}
        <Panel title="Cluster">
          <ClusterFieldset {...parts} isNew={kept === null} />
        </Panel>
        <Panel title="Account">
          <AccountFields {...parts} />
        </Panel>
        <Panel title={words('Replication account')}>
          <ReplicationFields {...parts} />
        </Panel>
        <Panel title="Rules for single servers">
          <ServerRules {...parts} />
        </Panel>
      </form>
    </Page>
  );
}

function Tried({ tried }: { readonly tried: OutputOf<'clusters.try'> }): JSX.Element {
  return (
    <span className={classes['tried']} role="status" style={{ color: tried.ok ? 'var(--ok)' : 'var(--bad)' }}>
      <Icon name={tried.ok ? 'check' : 'warning'} />
      {tried.message}
    </span>
  );
}

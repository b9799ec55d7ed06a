import { useMemo, type JSX } from 'react';
import type { OperationDetail } from '../../../../shared/domain/journal.ts';
import { LinkButton } from '../../../ui/controls/Button.tsx';
import { ErrorNotice } from '../../../ui/feedback/ErrorNotice.tsx';
import { Page } from '../../../ui/layout/Page.tsx';
import { valueOf } from '../../../ui/loaded.ts';
import { paths } from '../../../ui/route/paths.ts';
import { useSignalbox } from '../../../ui/state/signalbox.ts';
import { useBridgeCall } from '../../../ui/state/use-bridge-call.ts';
import { useWizard } from '../../../ui/wizard/store/use-wizard.ts';
import { Waiting } from '../../../ui/wizard/view/Waiting.tsx';
import { WizardStations } from '../../../ui/wizard/view/WizardStations.tsx';
import { undoWizardOf } from '../store/undo-wizard.ts';

/** Undoing an operation that has ended: a new plan, checked, shown and run like any other. */
export function UndoPage({ id }: { readonly id: string }): JSX.Element {
  const { result } = useBridgeCall('journal.operation', { id });
  const operation = valueOf(result);
  if (operation !== null) return <UndoWizard operation={operation} />;
  return (
    <Page title="Undo an operation">
      {result.kind === 'failed' ? (
        <ErrorNotice
          error={result.error}
          actions={<LinkButton href={paths.journal()}>Back to the journal</LinkButton>}
        />
      ) : (
        <Waiting>Reading the operation from the journal…</Waiting>
      )}
    </Page>
  );
}

function UndoWizard({ operation }: { readonly operation: OperationDetail }): JSX.Element {
  const { bridge } = useSignalbox();
  const { id, cluster } = operation;
  const store = useMemo(() => undoWizardOf(bridge, id, cluster), [bridge, id, cluster]);
  const wizard = useWizard(store, null);
  return (
    <WizardStations
      cluster={cluster}
      kind={operation.kind === 'change-master' || operation.kind === 'put-back' ? 'put-back' : 'switchover'}
      chosen={null}
      wizard={wizard}
      control={store}
      leaving={null}
      choose={null}
      closeHref={paths.journalEntry(id)}
    />
  );
}

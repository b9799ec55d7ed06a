import type { JSX } from 'react';
import { Button, LinkButton } from '../../../ui/controls/Button.tsx';
import { ErrorNotice } from '../../../ui/feedback/ErrorNotice.tsx';
import { Page } from '../../../ui/layout/Page.tsx';
import { paths } from '../../../ui/route/paths.ts';
import { useSession } from '../../../ui/state/signalbox.ts';
import { useSaid } from '../../../ui/state/use-said.ts';
import { latest } from '../../../ui/wizard/model/asked.ts';
import { DoneStation } from '../../../ui/wizard/view/DoneStation.tsx';
import { RunStation } from '../../../ui/wizard/view/RunStation.tsx';
import { Waiting } from '../../../ui/wizard/view/Waiting.tsx';
import type { Face } from '../../../ui/wizard/view/WizardStations.tsx';
import { useOperation } from '../store/use-operation.ts';
import { StandingPage } from './StandingPage.tsx';

/** One operation that has not ended: it is followed while it runs, and its ways out are shown when it was cut off. */
export function OperationPage({ id }: { readonly id: string }): JSX.Element {
  const { store, seen } = useOperation(id);
  const said = useSaid();
  const current = useSession((state) => state.current);
  const { standing, sight } = seen;
  const known = latest(standing);
  if (sight !== null) {
    const face: Face = {
      cluster: known?.operation.cluster ?? current ?? '',
      title: said(sight.plan.title ?? known?.operation.title ?? 'Operation'),
      stations: ['run', 'done'],
      closeHref: paths.journalEntry(id),
    };
    return sight.station === 'run' ? (
      <RunStation face={face} control={store} running={sight} />
    ) : (
      <DoneStation face={face} finished={sight} again={() => store.lookAgain()} leave={() => store.lookAgain()} />
    );
  }
  if (known !== null) return <StandingPage store={store} standing={standing} known={known} />;
  return (
    <Page title="Operation">
      {standing.kind === 'failed' ? (
        <ErrorNotice
          error={standing.error}
          actions={
            <>
              <Button onClick={() => void store.look()}>Try again</Button>
              <LinkButton href={paths.journal()}>Look in the journal</LinkButton>
            </>
          }
        />
      ) : (
        <Waiting>Reading where it stands, from the journal and the servers…</Waiting>
      )}
    </Page>
  );
}

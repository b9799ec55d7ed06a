import type { JSX } from 'react';
import type { OperationState } from '../../../../shared/plans/unfinished-operation.ts';
import { Button, LinkButton } from '../../../ui/controls/Button.tsx';
import { Icon } from '../../../ui/controls/Icon.tsx';
import { ErrorNotice } from '../../../ui/feedback/ErrorNotice.tsx';
import { Page } from '../../../ui/layout/Page.tsx';
import { Panel } from '../../../ui/layout/Panel.tsx';
import { LeverFrame } from '../../../ui/lever/LeverFrame.tsx';
import { paths } from '../../../ui/route/paths.ts';
import { useSaid } from '../../../ui/state/use-said.ts';
import { Age } from '../../../ui/text/Age.tsx';
import type { Asked } from '../../../ui/wizard/model/asked.ts';
import { useSubject } from '../../../ui/wizard/view/use-subject.ts';
import { progressText, stoppedHalfWay } from '../model/step-counts.ts';
import type { OperationStore } from '../store/operation-store.ts';
import { StandingAside } from './StandingAside.tsx';
import { WaysOut } from './WaysOut.tsx';
import classes from './operation.module.css';

interface StandingPageProps {
  readonly store: OperationStore;
  readonly standing: Asked<OperationState>;
  readonly known: OperationState;
}

/** An operation that does not run here: what was begun, proved and unknown, how the servers are now, and the ways out. */
export function StandingPage({ store, standing, known }: StandingPageProps): JSX.Element {
  const said = useSaid();
  const { operation } = known;
  const subject = useSubject(operation.cluster);
  return (
    <Page
      title={said(operation.title)}
      body="flush"
      actions={
        <>
          <Button busy={standing.kind === 'asking'} onClick={() => void store.look()}>
            Look again
          </Button>
          <LinkButton href={paths.journalEntry(operation.id)} kind="quiet" icon="journal">
            Journal
          </LinkButton>
        </>
      }
    >
      <div className={classes['halves']}>
        <div className={classes['main']}>
          {standing.kind === 'failed' && <ErrorNotice error={standing.error} />}
          <Headline known={known} />
          {operation.endedAt === null && !known.living && <WaysOut store={store} known={known} />}
          <Panel title="How far it came">
            <LeverFrame
              steps={known.steps}
              line={known.line}
              shows="run"
              name={subject.name}
              everyone={subject.everyone}
            />
          </Panel>
        </div>
        <aside className={classes['aside']}>
          <StandingAside known={known} name={subject.name} readAt={standing.kind === 'answered' ? standing.at : null} />
        </aside>
      </div>
    </Page>
  );
}

const stands = {
  living: { title: 'Another Signalbox is carrying it out.', text: 'It can be answered and stopped there.' },
  stopped: {
    title: 'It stopped half-way.',
    text: 'A step failed, and it could not be undone. Nothing else may change this cluster until a way out is taken.',
  },
  cutOff: {
    title: 'It was cut off.',
    text: 'It did not come to its end. Nothing else may change this cluster until a way out is taken.',
  },
} as const;

function Headline({ known }: { readonly known: OperationState }): JSX.Element {
  const { operation, living, steps, pastLine } = known;
  if (operation.endedAt !== null) {
    return (
      <section className={classes['ended']} aria-label="Where it stands">
        <Icon name="check" size={20} />
        <div>
          <h2>It has ended: nothing is open here.</h2>
          <p>
            <a href={paths.journalEntry(operation.id)}>The journal has its report.</a>
          </p>
        </div>
      </section>
    );
  }
  const said = stands[living ? 'living' : stoppedHalfWay(steps) ? 'stopped' : 'cutOff'];
  return (
    <section className={classes['cutOff']} aria-label="Where it stands">
      <Icon name="warning" size={20} />
      <div>
        <h2 role="status">{said.title}</h2>
        <p>
          Begun <Age at={operation.startedAt} />. {said.text}
        </p>
        <p>
          {progressText(steps)}.{' '}
          {pastLine
            ? 'The red line is passed: from here the safe way is usually forward.'
            : 'The red line is not passed.'}
        </p>
      </div>
    </section>
  );
}

import type { JSX } from 'react';
import type { FailoverPreview } from '../../../../shared/plans/failover-view.ts';
import { Button } from '../../../ui/controls/Button.tsx';
import { KeyValue } from '../../../ui/layout/KeyValue.tsx';
import { Panel } from '../../../ui/layout/Panel.tsx';
import { useSaid } from '../../../ui/state/use-said.ts';
import { useServerNames } from '../../../ui/state/use-server-names.ts';
import { useWords } from '../../../ui/state/use-words.ts';
import { Age } from '../../../ui/text/Age.tsx';
import type { Checking } from '../../../ui/wizard/model/wizard.ts';
import wizardClasses from '../../../ui/wizard/view/wizard.module.css';
import { lookOf } from '../model/conclusion.ts';
import type { FailoverStore } from '../store/failover-wizard.ts';

interface CandidateAsideProps {
  readonly store: FailoverStore;
  readonly wizard: Checking<unknown>;
  readonly preview: FailoverPreview | null;
}

/** What the evidence came to, and how candidates are ranked. */
export function CandidateAside({ store, wizard, preview }: CandidateAsideProps): JSX.Element {
  const words = useWords();
  const said = useSaid();
  const name = useServerNames();
  const evidence = preview?.evidence ?? null;
  const again = (
    <Button size="small" onClick={() => store.check()} busy={wizard.preview.kind === 'asking'}>
      Check again
    </Button>
  );
  return (
    <>
      <Panel title="Now" actions={again}>
        <KeyValue
          rows={[
            ['Read', preview === null ? 'being asked' : <Age at={preview.builtAt} />],
            [words('{Source}'), evidence === null ? null : name(evidence.source)],
            ['Evidence', evidence === null ? null : lookOf(evidence.conclusion).word],
          ]}
        />
      </Panel>
      {preview !== null && preview.loss !== '' && (
        <Panel title="What may be lost">
          <p className={wizardClasses['prose']}>{said(preview.loss)}</p>
        </Panel>
      )}
      <Panel title="How they are ranked">
        <p className={wizardClasses['prose']}>
          {words(
            'Who has received the most comes first, then who is marked “prefer”, then the name. A {replica} marked “never”, broken or behind another one is blocked. Where you want the {source} to be is for a switchover afterwards.',
          )}
        </p>
      </Panel>
    </>
  );
}

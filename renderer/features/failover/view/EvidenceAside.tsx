import type { JSX } from 'react';
import type { FailoverPreview } from '../../../../shared/plans/failover-view.ts';
import { Button } from '../../../ui/controls/Button.tsx';
import { KeyValue } from '../../../ui/layout/KeyValue.tsx';
import { Panel } from '../../../ui/layout/Panel.tsx';
import { useServerNames } from '../../../ui/state/use-server-names.ts';
import { useWords } from '../../../ui/state/use-words.ts';
import { Age } from '../../../ui/text/Age.tsx';
import type { Checking } from '../../../ui/wizard/model/wizard.ts';
import type { WizardControl } from '../../../ui/wizard/store/wizard-store.ts';
import classes from '../../../ui/wizard/view/wizard.module.css';

interface EvidenceAsideProps {
  readonly control: WizardControl;
  readonly wizard: Checking<unknown>;
  readonly preview: FailoverPreview | null;
}

/** How old the evidence is, how it is judged, and what a failover does. */
export function EvidenceAside({ control, wizard, preview }: EvidenceAsideProps): JSX.Element {
  const words = useWords();
  const name = useServerNames();
  const evidence = preview?.evidence ?? null;
  const again = (
    <Button size="small" onClick={() => control.check()} busy={wizard.preview.kind === 'asking'}>
      Check again
    </Button>
  );
  return (
    <>
      <Panel title="Asked" actions={again}>
        <KeyValue
          rows={[
            ['On the live servers', preview === null ? 'being asked' : <Age at={preview.builtAt} />],
            [words('{Source}'), evidence === null ? null : name(evidence.source)],
            [words('{Replicas}'), evidence === null ? null : String(evidence.witnesses.length)],
            ['Not answering', unreachableText(evidence?.unreachable.length ?? 0)],
          ]}
        />
      </Panel>
      <Panel title="What counts">
        <p className={classes['prose']}>
          {words(
            'Our own way being broken is never a dead {source}: one {replica} that hears it is enough. It is gone when nothing of it reaches us and every {replica} that can say anything has lost it, or heard nothing for longer than two heartbeats take. IO “yes” alone proves nothing.',
          )}
        </p>
      </Panel>
      <Panel title="What a failover does">
        <p className={classes['prose']}>
          {words(
            'The most advanced {replica} applies what it received and takes over; the others follow it. What the old {source} acknowledged and nobody received is lost. If it can be brought back within minutes, do that instead.',
          )}
        </p>
      </Panel>
    </>
  );
}

function unreachableText(count: number): string | null {
  return count === 0 ? null : String(count);
}

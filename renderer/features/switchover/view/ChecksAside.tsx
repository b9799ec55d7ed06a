import type { JSX } from 'react';
import { Button } from '../../../ui/controls/Button.tsx';
import { KeyValue } from '../../../ui/layout/KeyValue.tsx';
import { Panel } from '../../../ui/layout/Panel.tsx';
import { useSaid } from '../../../ui/state/use-said.ts';
import { Age } from '../../../ui/text/Age.tsx';
import { latest } from '../model/asked.ts';
import { groupChecks } from '../model/checks.ts';
import type { Checking } from '../model/wizard.ts';
import type { WizardStore } from '../store/wizard-store.ts';
import { useSubject } from './use-subject.ts';
import classes from './wizard.module.css';

interface ChecksAsideProps {
  readonly cluster: string;
  readonly store: WizardStore;
  readonly wizard: Checking;
}

/** How old the answers are, what they add up to, and who is left behind. */
export function ChecksAside({ cluster, store, wizard }: ChecksAsideProps): JSX.Element {
  const subject = useSubject(cluster);
  const said = useSaid();
  const known = latest(wizard.preview);
  const count = known === null ? null : groupChecks(known.guards);
  const again = (
    <Button size="small" onClick={() => store.check()} busy={wizard.preview.kind === 'asking'}>
      Check again
    </Button>
  );
  return (
    <>
      <Panel title="Checked" actions={again}>
        <KeyValue
          rows={[
            ['On the live servers', known === null ? 'being asked' : <Age at={known.builtAt} />],
            ['Blocks', count === null ? null : String(count.blocks.length)],
            ['Losses', count === null ? null : String(count.losses.length)],
            ['Warnings', count === null ? null : String(count.warnings.length)],
            ['Passed', count === null ? null : String(count.passes.length)],
          ]}
        />
      </Panel>
      <Panel title="If you go on">
        <KeyValue
          rows={[
            [said('New {source}'), subject.name(wizard.to)],
            ...(known?.expect ?? []).map(({ label, text }) => [said(label), said(text)] as const),
          ]}
        />
      </Panel>
      <LeftBehind wizard={wizard} store={store} name={subject.name} />
    </>
  );
}

interface LeftBehindProps {
  readonly wizard: Checking;
  readonly store: WizardStore;
  readonly name: (server: string) => string;
}

function LeftBehind({ wizard, store, name }: LeftBehindProps): JSX.Element | null {
  const { leaveBehind } = wizard.draft;
  if (leaveBehind.length === 0) return null;
  return (
    <Panel title="Left behind" suffix={leaveBehind.length}>
      <ul className={classes['plain']}>
        {leaveBehind.map((server) => (
          <li key={server}>
            <b>{name(server)}</b>
            <Button size="small" kind="ghost" onClick={() => store.leaveBehind(server, false)}>
              Take {name(server)} along
            </Button>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

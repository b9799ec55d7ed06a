import type { JSX, ReactNode } from 'react';
import { Button } from '../../controls/Button.tsx';
import { KeyValue } from '../../layout/KeyValue.tsx';
import { Panel } from '../../layout/Panel.tsx';
import { useSaid } from '../../state/use-said.ts';
import { Age } from '../../text/Age.tsx';
import { latest } from '../model/asked.ts';
import { expectations } from '../model/expectations.ts';
import { groupChecks } from '../model/checks.ts';
import type { Checking } from '../model/wizard.ts';
import type { WizardControl } from '../store/wizard-store.ts';
import type { Leaving } from './WizardStations.tsx';
import classes from './wizard.module.css';

interface ChecksAsideProps {
  readonly control: WizardControl;
  readonly wizard: Checking<unknown>;
  readonly leaving: Leaving | null;
  readonly name: (server: string) => string;
  /** What this kind of wizard lets be chosen here. */
  readonly choices?: ReactNode;
}

/** How old the answers are, what they add up to, and who is left behind. */
export function ChecksAside({ control, wizard, leaving, name, choices }: ChecksAsideProps): JSX.Element {
  const said = useSaid();
  const known = latest(wizard.preview);
  const count = known === null ? null : groupChecks(known.guards);
  const again = (
    <Button size="small" onClick={() => control.check()} busy={wizard.preview.kind === 'asking'}>
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
      {choices}
      {known !== null && (
        <Panel title="If you go on">
          <p className={classes['prose']}>{said(known.said.intent)}.</p>
          {known.expect.length > 0 && (
            <KeyValue rows={expectations(known).map(({ label, text }) => [said(label), said(text)] as const)} />
          )}
        </Panel>
      )}
      {leaving !== null && leaving.left.length > 0 && <LeftBehind leaving={leaving} name={name} />}
    </>
  );
}

interface LeftBehindProps {
  readonly leaving: Leaving;
  readonly name: (server: string) => string;
}

function LeftBehind({ leaving, name }: LeftBehindProps): JSX.Element {
  return (
    <Panel title="Left behind" suffix={leaving.left.length}>
      <ul className={classes['plain']}>
        {leaving.left.map((server) => (
          <li key={server}>
            <b>{name(server)}</b>
            <Button size="small" kind="ghost" onClick={() => leaving.leave(server, false)}>
              Take {name(server)} along
            </Button>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

import type { JSX } from 'react';
import type { GuardResult } from '../../../../shared/guards/verdict.ts';
import { Button } from '../../controls/Button.tsx';
import { Icon } from '../../controls/Icon.tsx';
import { KeyValue } from '../../layout/KeyValue.tsx';
import { Panel } from '../../layout/Panel.tsx';
import { useSaid } from '../../state/use-said.ts';
import { Age } from '../../text/Age.tsx';
import { timeText } from '../../text/age.ts';
import { Mono } from '../../text/Mono.tsx';
import { expectations } from '../model/expectations.ts';
import { groupChecks } from '../model/checks.ts';
import { acceptedReason } from '../model/acceptances.ts';
import type { Planning } from '../model/wizard.ts';
import type { WizardControl } from '../store/wizard-store.ts';
import classes from './wizard.module.css';

interface PlanAsideProps {
  readonly wizard: Planning<unknown>;
  readonly control: WizardControl;
}

/** What was checked and accepted, what to expect, and which plan this is. */
export function PlanAside({ wizard, control }: PlanAsideProps): JSX.Element {
  const said = useSaid();
  const { preview } = wizard;
  const again = (
    <Button size="small" onClick={() => control.check()}>
      Check again
    </Button>
  );
  return (
    <>
      <Panel title="Before you go on" actions={again}>
        <Accepted wizard={wizard} />
      </Panel>
      <Panel title="What to expect">
        <KeyValue rows={expectations(preview).map(({ label, text }) => [said(label), said(text)] as const)} />
      </Panel>
      <Panel title="Rehearsed">
        <p className={classes['prose']}>
          Every guard was asked and every statement is shown; nothing has been changed. All guards are asked again when
          it runs, and it is refused if what shaped the plan is no longer so.
        </p>
        <KeyValue
          rows={[
            ['Plan', preview.fingerprint === null ? null : <Fingerprint text={preview.fingerprint} />],
            ['Built from facts of', timeText(preview.builtAt).slice(11)],
          ]}
        />
      </Panel>
    </>
  );
}

function Fingerprint({ text }: { readonly text: string }): JSX.Element {
  const short = /^[0-9a-f]{9,}$/i.test(text) ? `${text.slice(0, 4)}·${text.slice(4, 8)}` : text;
  return (
    <span title={text}>
      <Mono copy={{ text, what: 'fingerprint of the plan' }}>{short}</Mono>
    </span>
  );
}

function Accepted({ wizard }: { readonly wizard: Planning<unknown> }): JSX.Element {
  const { losses, warnings, passes } = groupChecks(wizard.preview.guards);
  return (
    <ul className={classes['accepted']}>
      <li className={classes['ok']}>
        <Icon name="check" label="passed" />
        <span>
          {passes.length === 1 ? '1 check' : `${passes.length} checks`} passed on live servers,{' '}
          <Age at={wizard.preview.builtAt} />
        </span>
      </li>
      {[...losses, ...warnings].map((guard) => (
        <AcceptedGuard key={`${guard.code}@${guard.server ?? ''} ${guard.message}`} guard={guard} wizard={wizard} />
      ))}
    </ul>
  );
}

interface AcceptedGuardProps {
  readonly guard: GuardResult;
  readonly wizard: Planning<unknown>;
}

function AcceptedGuard({ guard, wizard }: AcceptedGuardProps): JSX.Element {
  const said = useSaid();
  const reason = acceptedReason(wizard.draft.accepted, guard)?.trim() ?? '';
  const loss = guard.verdict === 'loss';
  return (
    <li className={classes[loss ? 'bad' : 'warn']}>
      <Icon name="warning" label={loss ? 'loss' : 'warning'} />
      <span>
        {said(guard.message)}
        <small>{reason === '' ? 'Accepted' : `Accepted: “${reason}”`}</small>
      </span>
    </li>
  );
}

import type { JSX, ReactNode } from 'react';
import type { GuardResult } from '../../../../shared/guards/verdict.ts';
import { Icon } from '../../controls/Icon.tsx';
import { Panel } from '../../layout/Panel.tsx';
import { useSaid } from '../../state/use-said.ts';
import type { Accepted } from '../model/acceptances.ts';
import { groupChecks } from '../model/checks.ts';
import { GuardCard } from './GuardCard.tsx';
import { LossCard } from './LossCard.tsx';
import { WarningCard } from './WarningCard.tsx';
import classes from './checks.module.css';

interface CheckGroupsProps {
  readonly guards: readonly GuardResult[];
  readonly accepted: readonly Accepted[];
  /** `reason` null takes the acceptance back. */
  readonly onAccept: (guard: GuardResult, reason: string | null) => void;
  readonly name: (server: string) => string;
  /** Codes of guards that are shown elsewhere. */
  readonly apart?: readonly string[];
  /** What can be done about a block beside its cure. */
  readonly waysOn?: (guard: GuardResult) => ReactNode;
}

/** The guards' answers by what they mean: blocks first, then losses, then warnings; what passed is folded away. */
export function CheckGroups(props: CheckGroupsProps): JSX.Element {
  const { guards, accepted, onAccept, name, apart = [], waysOn } = props;
  const { blocks, losses, warnings, passes } = groupChecks(guards.filter(({ code }) => !apart.includes(code)));
  const each = (guard: GuardResult) => ({ key: keyOf(guard), guard, name });
  return (
    <div className={classes['groups']}>
      {guards.every(({ verdict }) => verdict === 'pass') && <AllClear />}
      <Group title="Blocks" guards={blocks}>
        {blocks.map((guard) => (
          <GuardCard {...each(guard)}>{waysOn?.(guard)}</GuardCard>
        ))}
      </Group>
      <Group title="Losses to accept" guards={losses}>
        {losses.map((guard) => (
          <LossCard {...each(guard)} accepted={accepted} onReason={(reason) => onAccept(guard, reason)} />
        ))}
      </Group>
      <Group title="Warnings to tick" guards={warnings}>
        {warnings.map((guard) => (
          <WarningCard {...each(guard)} accepted={accepted} onAccept={(reason) => onAccept(guard, reason)} />
        ))}
      </Group>
      <Passes guards={passes} name={name} />
    </div>
  );
}

interface GroupProps {
  readonly title: string;
  readonly guards: readonly GuardResult[];
  readonly children: readonly JSX.Element[];
}

function Group({ title, guards, children }: GroupProps): JSX.Element | null {
  if (guards.length === 0) return null;
  return (
    <Panel title={title} suffix={guards.length}>
      <ul className={classes['cards']}>{children}</ul>
    </Panel>
  );
}

function AllClear(): JSX.Element {
  return (
    <p className={classes['clear']}>
      <Icon name="check" size={18} />
      Nothing blocks, nothing is lost, and there is nothing to accept.
    </p>
  );
}

function Passes({
  guards,
  name,
}: {
  readonly guards: readonly GuardResult[];
  readonly name: (server: string) => string;
}) {
  const said = useSaid();
  if (guards.length === 0) return null;
  return (
    <details className={classes['passes']}>
      <summary>{guards.length === 1 ? '1 check passed' : `${guards.length} checks passed`}</summary>
      <ul>
        {guards.map((guard) => (
          <li key={keyOf(guard)}>
            <Icon name="check" size={14} label="passed" />
            <span className={classes['who']}>{guard.server === null ? '' : name(guard.server)}</span>
            <span>{said(guard.message)}</span>
            <code>{guard.code}</code>
          </li>
        ))}
      </ul>
    </details>
  );
}

function keyOf(guard: GuardResult): string {
  return `${guard.code}@${guard.server ?? ''} ${guard.message}`;
}

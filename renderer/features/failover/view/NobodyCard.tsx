import type { JSX } from 'react';
import type { FailoverPreview } from '../../../../shared/plans/failover-view.ts';
import { useServerNames } from '../../../ui/state/use-server-names.ts';
import checks from '../../../ui/wizard/view/checks.module.css';
import { GuardCard } from '../../../ui/wizard/view/GuardCard.tsx';
import { nobodyGuardOf } from '../model/rehearsed.ts';
import classes from './failover.module.css';

/** Nobody can take over, whatever the evidence is: said at once. */
export function NobodyCard({ preview }: { readonly preview: FailoverPreview }): JSX.Element | null {
  const name = useServerNames();
  const guard = nobodyGuardOf(preview);
  if (guard === null) return null;
  return (
    <ul className={`${checks['cards'] ?? ''} ${classes['part'] ?? ''}`}>
      <GuardCard guard={guard} name={name} />
    </ul>
  );
}

import type { JSX } from 'react';
import type { ServerId } from '../../../../shared/domain/server.ts';
import type { GuardResult } from '../../../../shared/guards/verdict.ts';
import type { SwitchoverPreview } from '../../../../shared/plans/switchover-view.ts';
import { Button } from '../../../ui/controls/Button.tsx';
import { mayLeaveBehind } from '../model/checks.ts';
import { GuardCard } from './GuardCard.tsx';
import classes from './checks.module.css';

interface BlockCardProps {
  readonly guard: GuardResult;
  readonly name: (server: string) => string;
  readonly preview: SwitchoverPreview;
  readonly onLeaveBehind: (server: ServerId) => void;
}

/** A block can't be accepted, only cured; or its server is left behind where that helps. */
export function BlockCard({ guard, name, preview, onLeaveBehind }: BlockCardProps): JSX.Element {
  const server = mayLeaveBehind(guard, preview);
  return (
    <GuardCard guard={guard} name={name}>
      {server !== null && (
        <div className={classes['act']}>
          <Button size="small" onClick={() => onLeaveBehind(server)}>
            Leave {name(server)} behind
          </Button>
          <span>It is not touched, and the result says how it comes back.</span>
        </div>
      )}
    </GuardCard>
  );
}

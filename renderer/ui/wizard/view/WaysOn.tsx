import type { JSX } from 'react';
import type { GuardResult } from '../../../../shared/guards/verdict.ts';
import type { AnyPreview } from '../../../../shared/plans/any-preview.ts';
import { Button, LinkButton } from '../../controls/Button.tsx';
import { paths } from '../../route/paths.ts';
import { incidentInTheWay, mayLeaveBehind, wizardThatCures } from '../model/checks.ts';
import type { Leaving } from './WizardStations.tsx';
import classes from './checks.module.css';

interface WaysOnProps {
  readonly guard: GuardResult;
  readonly name: (server: string) => string;
  readonly preview: AnyPreview;
  readonly leaving: Leaving | null;
}

const wizardTitles = { failover: 'Fail over…', switchover: 'Switch over…' } as const;

/** A block can't be accepted, only cured; but its server may be left behind, or another wizard be the way on. */
export function WaysOn({ guard, name, preview, leaving }: WaysOnProps): JSX.Element {
  const server = leaving === null ? null : mayLeaveBehind(guard, preview);
  const other = wizardThatCures(guard, preview);
  const incident = incidentInTheWay(guard);
  return (
    <>
      {server !== null && (
        <div className={classes['act']}>
          <Button size="small" onClick={() => leaving?.leave(server, true)}>
            Leave {name(server)} behind
          </Button>
          <span>It is not touched, and the result says how it comes back.</span>
        </div>
      )}
      {other !== null && (
        <div className={classes['act']}>
          <LinkButton size="small" href={paths[other](preview.cluster)}>
            {wizardTitles[other]}
          </LinkButton>
        </div>
      )}
      {incident !== null && (
        <div className={classes['act']}>
          <LinkButton size="small" href={paths.incident(incident)}>
            Look at that incident…
          </LinkButton>
        </div>
      )}
    </>
  );
}

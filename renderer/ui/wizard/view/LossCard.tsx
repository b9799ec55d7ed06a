import type { JSX } from 'react';
import type { GuardResult } from '../../../../shared/guards/verdict.ts';
import { acceptedReason } from '../model/acceptances.ts';
import type { Accepted } from '../model/acceptances.ts';
import { GuardCard } from './GuardCard.tsx';
import { LossReason } from './LossReason.tsx';

interface LossCardProps {
  readonly guard: GuardResult;
  readonly name: (server: string) => string;
  readonly accepted: readonly Accepted[];
  readonly onReason: (reason: string | null) => void;
}

/** What may be lost is accepted with a typed reason, here, and the cluster's name, at the plan. */
export function LossCard({ guard, name, accepted, onReason }: LossCardProps): JSX.Element {
  return (
    <GuardCard guard={guard} name={name}>
      <LossReason reason={acceptedReason(accepted, guard) ?? ''} onReason={onReason} />
    </GuardCard>
  );
}

import { useCallback, useState, type JSX } from 'react';
import type { DeathEvidence } from '../../../../shared/domain/evidence.ts';
import type { FailoverPreview } from '../../../../shared/plans/failover-view.ts';
import { Button } from '../../../ui/controls/Button.tsx';
import { EmptyState } from '../../../ui/feedback/EmptyState.tsx';
import { ErrorNotice } from '../../../ui/feedback/ErrorNotice.tsx';
import { useSaid } from '../../../ui/state/use-said.ts';
import { acceptedReason } from '../../../ui/wizard/model/acceptances.ts';
import type { Checking } from '../../../ui/wizard/model/wizard.ts';
import type { WizardControl } from '../../../ui/wizard/store/wizard-store.ts';
import wizardClasses from '../../../ui/wizard/view/wizard.module.css';
import { WizardFrame } from '../../../ui/wizard/view/WizardFrame.tsx';
import type { Face } from '../../../ui/wizard/view/WizardStations.tsx';
import { askAgainAt, wayOn } from '../model/conclusion.ts';
import { goneGuardOf, rehearsedIn } from '../model/rehearsed.ts';
import { EvidenceAside } from './EvidenceAside.tsx';
import { EvidenceFooter } from './EvidenceFooter.tsx';
import { EvidenceTables } from './EvidenceTables.tsx';
import { EvidenceVerdict } from './EvidenceVerdict.tsx';
import { NobodyCard } from './NobodyCard.tsx';
import { OverridePanel } from './OverridePanel.tsx';
import { WaitingForEvidence } from './WaitingForEvidence.tsx';

interface StationProps {
  readonly face: Face;
  readonly control: WizardControl;
  readonly wizard: Checking<unknown>;
  readonly onGo: () => void;
}

/** Is the source gone? What we get from it, what its replicas say of it, and what that comes to. */
export function EvidenceStation({ face, control, wizard, onGo }: StationProps): JSX.Element {
  const { preview: asked } = wizard;
  const preview = rehearsedIn(wizard);
  const evidence = preview?.evidence ?? null;
  const guard = preview === null ? null : goneGuardOf(preview);
  const reason = guard === null ? null : acceptedReason(wizard.draft.accepted, guard);
  const [overriding, setOverriding] = useState(reason !== null);
  const again = useCallback(() => control.check(), [control]);
  const unproved = evidence !== null && wayOn(evidence.conclusion).kind === 'unproved';

  return (
    <WizardFrame
      {...face}
      station="evidence"
      aside={<EvidenceAside control={control} wizard={wizard} preview={preview} />}
      footer={
        <EvidenceFooter
          cluster={face.cluster}
          asking={asked.kind === 'asking'}
          way={evidence === null ? null : wayOn(evidence.conclusion)}
          override={{ open: overriding, possible: guard?.verdict === 'loss', reasoned: Boolean(reason?.trim()) }}
          onAgain={() => control.check()}
          onOverride={() => setOverriding(true)}
          onGo={onGo}
        />
      }
    >
      <Notices wizard={wizard} control={control} />
      {preview === null && asked.kind === 'asking' && <WaitingForEvidence cluster={face.cluster} />}
      {preview !== null && evidence === null && <NothingToJudge preview={preview} />}
      {evidence !== null && (
        <>
          <EvidenceVerdict evidence={evidence} guard={guard} until={untilOf(wizard, evidence)} onOver={again} />
          {unproved && overriding && guard?.verdict === 'loss' && (
            <OverridePanel guard={guard} reason={reason} onReason={(text) => control.accept(guard, text)} />
          )}
          {preview !== null && <NobodyCard preview={preview} />}
          <EvidenceTables evidence={evidence} />
        </>
      )}
    </WizardFrame>
  );
}

function Notices({ wizard, control }: Pick<StationProps, 'wizard' | 'control'>): JSX.Element {
  const { preview, refusal } = wizard;
  return (
    <div className={wizardClasses['notices']}>
      {refusal !== null && <ErrorNotice error={refusal} />}
      {preview.kind === 'failed' && (
        <ErrorNotice error={preview.error} actions={<Button onClick={() => control.check()}>Check again</Button>} />
      )}
    </div>
  );
}

function NothingToJudge({ preview }: { readonly preview: FailoverPreview }): JSX.Element {
  const said = useSaid();
  const [block] = preview.guards.filter(({ verdict }) => verdict === 'block');
  return (
    <EmptyState icon="search" title={said(block?.message ?? 'There is no {source} to judge.')}>
      {said(block?.cure ?? 'Look at the map first.')}
    </EmptyState>
  );
}

/** When this answer is asked again by itself; null: it is not, or is being asked. */
function untilOf({ preview }: Checking<unknown>, { conclusion }: DeathEvidence): number | null {
  return preview.kind === 'answered' ? askAgainAt(conclusion, preview.at) : null;
}

import type { JSX } from 'react';
import type { GuardResult } from '../../../../shared/guards/verdict.ts';
import { Panel } from '../../../ui/layout/Panel.tsx';
import { useWords } from '../../../ui/state/use-words.ts';
import { LossReason } from '../../../ui/wizard/view/LossReason.tsx';
import classes from './failover.module.css';

interface OverridePanelProps {
  readonly guard: GuardResult;
  /** As typed so far; null: nothing is. */
  readonly reason: string | null;
  readonly onReason: (reason: string | null) => void;
}

/** Going on although the source is not known to be gone: it is taken on oneself, with a reason. */
export function OverridePanel({ guard, reason, onReason }: OverridePanelProps): JSX.Element {
  const words = useWords();
  return (
    <div className={classes['part']}>
      <Panel title="Going on without proof">
        <div className={classes['override']}>
          <p>
            {words(
              'If it lives after all, two servers take writes, and what one of them took is lost. Go on only when you know by other means that it is off: the console, the hypervisor, the people beside it.',
            )}
          </p>
          <code>{guard.code}</code>
          <LossReason reason={reason ?? ''} onReason={onReason} asked />
        </div>
      </Panel>
    </div>
  );
}

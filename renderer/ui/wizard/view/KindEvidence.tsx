import type { ReactNode } from 'react';
import type { AnyPreview } from '../../../../shared/plans/any-preview.ts';
import { ContinuationPanel } from './ContinuationPanel.tsx';
import { ExtraPanel } from './ExtraPanel.tsx';
import { StartPanel } from './StartPanel.tsx';
import { StopPointPanel } from './StopPointPanel.tsx';

/** Above the checks: the one thing that this kind of plan stands on. */
export function KindEvidence({ preview }: { readonly preview: AnyPreview }): ReactNode {
  switch (preview.kind) {
    case 'switchover':
    case 'failover':
      return null;
    case 'attach':
      return <StartPanel preview={preview} />;
    case 'rejoin':
      return <ExtraPanel preview={preview} />;
    case 'change-master':
      return <ContinuationPanel preview={preview} />;
    case 'put-back':
      return <StopPointPanel preview={preview} />;
  }
}

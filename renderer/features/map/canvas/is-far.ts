import type { ReactFlowState } from '@xyflow/react';

const readableZoom = 0.55;

/** The map is seen from so far that small print can't be read. */
export function isFar(state: ReactFlowState): boolean {
  return state.transform[2] < readableZoom;
}

import { useState } from 'react';
import type { FailoverStore } from './failover-wizard.ts';

/** Stations that show the same rehearsal, one after the other. */
export type Place = 'evidence' | 'candidate' | 'checks';

/** Where the operator stands among them. Coming back to the wizard begins with the evidence, which is asked again. */
export function usePlace(store: FailoverStore): readonly [Place, (place: Place) => void] {
  return useState<Place>(() => {
    const { station } = store.getState();
    return station === 'choose' || station === 'checks' ? 'evidence' : 'checks';
  });
}

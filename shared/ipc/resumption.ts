import type { StreamName } from './contract.ts';

/**
 * What a window does with an open stream when its connection comes back.
 * `again`: asks the same again. `follow`: the host goes on with what was begun, so its operation is followed instead;
 * it is never begun twice.
 */
export const resumption: Readonly<Record<StreamName, 'again' | 'follow'>> = {
  'topology.watch': 'again',
  'operation.run': 'follow',
  'operation.follow': 'again',
  'operations.resume': 'follow',
  'import.preview': 'again',
  'import.follow': 'again',
  'dump.follow': 'again',
  'yard.up': 'again',
};

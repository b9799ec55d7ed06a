import type { Obstacle } from './checks.ts';

/** What has to be done first, for a button that can't be pressed. */
export function obstacleText(found: Obstacle): string {
  switch (found.kind) {
    case 'blocked':
      return found.count === 1 ? 'One check blocks: cure it first' : `${found.count} checks block: cure them first`;
    case 'loss-without-reason':
      return 'What may be lost is accepted with a reason';
    case 'warning-not-ticked':
      return found.count === 1 ? 'One warning is not ticked yet' : `${found.count} warnings are not ticked yet`;
    case 'no-plan':
      return 'No plan could be made: check again';
  }
}

import type { Duty } from '../../../shared/domain/duty.ts';

/** For tests: `old` was replaced by `new` at 0 and is kept closed for a day. */
export function exampleDuty(part: Partial<Duty> = {}): Duty {
  return {
    operation: 'op',
    cluster: 'shop',
    server: 'old',
    newSource: 'new',
    uuid: null,
    serverId: 1,
    leftWithIt: [],
    acceptedAt: 0,
    until: 24 * 3_600_000, // ms
    state: 'on',
    said: null,
    acts: [],
    ended: null,
    ...part,
  };
}

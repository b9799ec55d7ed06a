import { describe, expect, test } from 'vitest';
import type { Json } from '../../../shared/domain/json.ts';
import type { OperationDetail } from '../../../shared/domain/journal.ts';
import { reportOf } from '../../../shared/domain/errors.ts';
import type { PlanGoal } from '../../../shared/plans/plan.ts';
import { undoingOf } from './undo-afterwards.ts';

function finished(goal: PlanGoal, more: Partial<OperationDetail> = {}): OperationDetail {
  const result = {
    leftBehind: [{ server: 'db4', reason: '', wayOut: '' }],
    records: { before: ['r-7', 'r-8'], after: [] },
  };
  return {
    id: 'o-1',
    cluster: 'shop',
    kind: goal.kind,
    title: '',
    startedAt: 1,
    endedAt: 2,
    outcome: 'done',
    plan: { cluster: 'shop', goal } as unknown as Json,
    guards: [],
    result,
    entries: [],
    records: [],
    ...more,
  };
}

const serverOf = (record: string): string => (record === 'r-8' ? 'db3' : 'db1');
const accept = [{ code: 'relay-logs-only-copy', server: null, reason: 'agreed' }];
const putBack: PlanGoal = { kind: 'put-back', replica: 'db3', channel: '', record: 'r-1' };

describe('a finished operation that is to be taken back', () => {
  test('a switchover: the other way, without whom it left behind', () => {
    const goal: PlanGoal = { kind: 'switchover', source: 'db1', candidate: 'db2', leaveBehind: ['db5'] };
    expect(undoingOf(finished(goal), accept, serverOf)).toEqual({
      kind: 'switchover',
      request: { cluster: 'shop', to: 'db1', accept },
      from: 'db2',
      left: ['db5', 'db4'],
    });
  });

  test('a change of master: back to where it was, with what the operator accepts', () => {
    const goal: PlanGoal = { kind: 'change-master', replica: 'db3', channel: 'c', from: 'db1:3306', to: 'db2:3306' };
    expect(undoingOf(finished(goal), accept, serverOf)).toMatchObject({
      kind: 'change-master',
      request: { replica: 'db3', channel: 'c', to: 'db1:3306', accept },
    });
  });

  test('a put back never is: it says why, what to do instead, and where it stood before', () => {
    const report = reportOf(thrownBy(() => undoingOf(finished(putBack), accept, serverOf)));
    expect(report).toMatchObject({
      code: 'way-closed',
      server: 'db3',
      details: { recordBefore: 'r-8', putBackTo: 'r-1' },
    });
    for (const said of ['journal show r-8', 'repeated or skipped', 're-seed', 'change-master'])
      expect(report.message).toContain(said);
  });

  test('one that is not done is not taken back by a new plan', () => {
    const undone = finished(putBack, { outcome: 'undone' });
    expect(reportOf(thrownBy(() => undoingOf(undone, [], serverOf)))).toMatchObject({ code: 'way-closed' });
  });
});

function thrownBy(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return null;
}

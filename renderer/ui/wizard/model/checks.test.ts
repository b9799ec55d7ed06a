import { describe, expect, it } from 'vitest';
import { groupChecks, incidentInTheWay, mayLeaveBehind, nameMustBeTyped, obstacle, wizardThatCures } from './checks.ts';
import { accept } from './acceptances.ts';
import { failoverPreview, guard, preview } from './examples/preview.ts';

const pass = guard('reachable', 'pass');
const warning = guard('long-transactions', 'warn', { server: 'db1:3306' });
const loss = guard('not-applied', 'loss');
const block = guard('server-unreachable', 'block', {
  server: 'db3:3306',
  cure: 'Leave it behind (--leave-behind db3:3306).',
});

it('groups the answers by what they mean', () => {
  const checks = groupChecks([pass, warning, loss, block, pass]);
  expect([checks.blocks, checks.losses, checks.warnings, checks.passes].map((group) => group.length)).toEqual([
    1, 1, 1, 2,
  ]);
});

describe('the way on to the plan', () => {
  it('is free when everything passes', () => {
    expect(obstacle(preview({ guards: [pass] }), [])).toBeNull();
  });

  it('is barred by a block whatever was accepted', () => {
    const shown = preview({ guards: [block, warning] });
    expect(obstacle(shown, accept([], block, 'really'))).toEqual({ kind: 'blocked', count: 1 });
  });

  it('wants a reason for a loss, and blanks are none', () => {
    const shown = preview({ guards: [loss] });
    expect(obstacle(shown, accept([], loss, '  '))).toEqual({ kind: 'loss-without-reason', count: 1 });
    expect(obstacle(shown, accept([], loss, 'agreed with Ann'))).toBeNull();
  });

  it('wants warnings ticked, with or without a reason', () => {
    const shown = preview({ guards: [warning] });
    expect(obstacle(shown, [])).toEqual({ kind: 'warning-not-ticked', count: 1 });
    expect(obstacle(shown, accept([], warning, ''))).toBeNull();
  });

  it('does not take an acceptance for other evidence', () => {
    const worse = { ...warning, message: 'it is worse now' };
    expect(obstacle(preview({ guards: [worse] }), accept([], warning, ''))).not.toBeNull();
  });

  it('takes the same evidence of a while ago for the same', () => {
    const [seen, later] = [3, 15].map((ago) =>
      guard('possible-loss', 'loss', { message: `Seen ${String(ago)} s ago.` }),
    );
    if (seen === undefined || later === undefined) throw new Error('there are two');
    expect(obstacle(preview({ guards: [later] }), accept([], seen, 'agreed'))).toBeNull();
    expect(
      obstacle(preview({ guards: [{ ...later, message: 'Seen 15 s ago, 2 lost.' }] }), accept([], seen, 'agreed')),
    ).not.toBeNull();
  });

  it('keeps a word given against a silence that has only become longer', () => {
    const silent = (seconds: number) =>
      guard('source-not-gone', 'loss', {
        message: `db2 has heard nothing for ${String(seconds)} s; that tells nothing for ${String(60 - seconds)} s more.`,
      });
    expect(obstacle(preview({ guards: [silent(20)] }), accept([], silent(5), 'it is off'))).toBeNull();
  });

  it('is barred where no plan could be built', () => {
    expect(obstacle(preview({ planId: null, guards: [pass] }), [])).toEqual({ kind: 'no-plan' });
  });
});

describe('leaving behind', () => {
  it('is offered where the cure names it', () => {
    expect(mayLeaveBehind(block, preview())).toBe('db3:3306');
  });

  it.each([
    ['the source', { ...block, server: 'db1:3306' }],
    ['the candidate', { ...block, server: 'db2:3306' }],
    ['a block with another cure', { ...block, cure: 'Give it another server_id.' }],
    ['a warning', { ...block, verdict: 'warn' as const }],
    ['a block of the whole cluster', { ...block, server: null }],
  ])('is not offered for %s', (_, answer) => {
    expect(mayLeaveBehind(answer, preview())).toBeNull();
  });
});

describe('the wizard that cures', () => {
  const gone = guard('source-not-gone', 'block', { server: 'db1:3306' });
  const answers = { kind: 'answers', because: '' } as const;
  it.each([
    ['a source out of reach of a switchover', { ...block, server: 'db1:3306' }, preview(), 'failover'],
    ['the source itself as the candidate', block, preview({ source: null }), 'failover'],
    ['another server out of reach', block, preview(), null],
    ['a source that answers', gone, failoverPreview(answers), 'switchover'],
    ['a source that others hear', gone, failoverPreview({ kind: 'heard-by-replicas', because: '' }), null],
    ['what does not block', { ...gone, verdict: 'warn' as const }, failoverPreview(answers), null],
  ])('%s', (_, answer, shown, wizard) => {
    expect(wizardThatCures(answer, shown)).toBe(wizard);
  });
});

describe('typing the name', () => {
  it.each([
    ['production', preview({ environment: 'production' }), true],
    ['staging', preview({ environment: 'staging' }), false],
    ['a loss anywhere', preview({ guards: [loss] }), true],
    ['a failover, whatever is lost', failoverPreview({ kind: 'dead', because: '' }), true],
  ])('for %s', (_, shown, typed) => {
    expect(nameMustBeTyped(shown)).toBe(typed);
  });
});

it('leads from a repeated failover to the incident that nobody has acknowledged', () => {
  const cure = 'Find out why, then acknowledge it: signalbox incidents acknowledge op-7 --note TEXT.';
  expect(incidentInTheWay(guard('repeated-failover', 'block', { cure }))).toBe('op-7');
  expect(incidentInTheWay(guard('repeated-failover', 'pass'))).toBeNull();
  expect(incidentInTheWay(guard('no-candidate', 'block', { cure }))).toBeNull();
});

import { describe, expect, test } from 'vitest';
import type { Finding } from '../../../../shared/domain/finding.ts';
import { cardSentence } from './card-sentence.ts';
import { cardOf, fittingBadges } from './card.ts';
import { channel, server, silent } from './examples.ts';
import { endOf, roundedPath } from './geometry.ts';
import { neighbour } from './neighbour.ts';
import { findingKey, orderFindings } from './order-findings.ts';
import { choosing, choosingFinding, nothing } from './selection.ts';
import { viewOf, viewOfChosen, viewRevealing } from './view.ts';

const finding = (change: Partial<Finding>): Finding => ({
  code: 'replication-stopped',
  severity: 'critical',
  server: 'r',
  servers: ['r'],
  message: '',
  explanation: '',
  since: 0,
  ...change,
});

describe('a card', () => {
  test('of a slave has its executed position and the findings about it', () => {
    const findings = [finding({}), finding({ code: 'replica-lagging', severity: 'warning', server: 'other' })];
    const card = cardOf(server('r', { channels: [channel('m', { sql: 'no' })], promotion: 'never' }), 'r', findings);
    expect(card).toMatchObject({ position: { kind: 'executed' }, health: 'stopped', access: 'read-only' });
    expect(card.badges.map((badge) => badge.text)).toEqual(['stopped', 'never promote']);
  });

  test('of a master has its own position, or says that there is no binlog', () => {
    expect(cardOf(server('m'), 'm', []).position).toMatchObject({ kind: 'binlog', at: { offset: 15_204_113 } });
    const without = server('m', { position: { file: null, offset: null, gtid: null } });
    expect(cardOf(without, 'm', []).position).toEqual({ kind: 'binlog', at: null });
  });

  test('of a silent server says why', () => {
    const denied = { ...silent('r'), reason: { code: 'server-access-denied', message: '' } as const };
    expect(cardOf(denied, 'r', []).badges).toEqual([{ tone: 'bad', text: 'access denied' }]);
  });

  test('shows the worst badge whatever its length, and others while there is room', () => {
    const badge = (text: string) => ({ tone: 'bad', text }) as const;
    const short = [badge('stopped'), badge('west'), badge('never promote')];
    expect(fittingBadges(short)).toEqual({ shown: short.slice(0, 2), left: 1 });
    expect(fittingBadges([badge('a text that is far too long for it'), badge('b')])).toMatchObject({ left: 1 });
    expect(fittingBadges([])).toEqual({ shown: [], left: 0 });
  });

  test('is read aloud whole', () => {
    const card = cardOf(server('r.shop:3306', { channels: [channel('m')] }), 'r', []);
    expect(cardSentence(card, ['from m: IO running'])).toBe(
      'r, {Replica}, r.shop:3306, version 10.11.14, read-only, executed position binlog.000042:15204113, from m: IO running',
    );
  });
});

test('findings are ordered worst first, then oldest', () => {
  const info = finding({ severity: 'info', since: 1 });
  const late = finding({ since: 9 });
  const early = finding({ since: 2 });
  expect(orderFindings([info, late, early])).toEqual([early, late, info]);
});

describe('the selection', () => {
  test('of the same server again is none', () => {
    const chosen = choosing('a', nothing);
    expect(chosen.servers).toEqual(['a']);
    expect(choosing('a', chosen)).toEqual(nothing);
    expect(choosing(null, chosen)).toEqual(nothing);
  });

  test('of a finding is all its servers', () => {
    const both = finding({ code: 'two-writable-servers', server: null, servers: ['a', 'b'] });
    expect(choosingFinding(both)).toEqual({ servers: ['a', 'b'], finding: findingKey(both) });
  });
});

describe('the view', () => {
  const window = { width: 1000, height: 700 };
  const small = { x: 0, y: 0, width: 200, height: 100 };

  test('shows a large map whole and a small one not too close', () => {
    const large = { x: -500, y: 0, width: 4000, height: 500 };
    const view = viewOf(large, window);
    expect(large.x * view.zoom + view.x).toBeGreaterThanOrEqual(0);
    expect((large.x + large.width) * view.zoom + view.x).toBeLessThanOrEqual(window.width);
    expect(viewOf(small, window).zoom).toBeLessThan(1.5);
  });

  test('comes close enough to chosen cards to read them, and never further away', () => {
    expect(viewOfChosen(small, window, { x: 0, y: 0, zoom: 0.2 }).zoom).toBeCloseTo(0.6);
    expect(viewOfChosen(small, window, { x: 5000, y: 0, zoom: 1 })).toMatchObject({ zoom: 1, x: 400 });
  });

  test('stays where it is when chosen cards are in it and can be read', () => {
    const now = { x: 100, y: 100, zoom: 1 };
    expect(viewOfChosen(small, window, now)).toBe(now);
  });

  test('moves for a card outside of the window alone', () => {
    const now = { x: 100, y: 100, zoom: 1 };
    expect(viewRevealing(small, window, now)).toBe(now);
    expect(viewRevealing({ ...small, x: 2000 }, window, now)).toMatchObject({ y: 100, zoom: 1 });
  });
});

test('arrow keys go to the nearest card in their direction', () => {
  const box = (x: number, y: number) => ({ x, y, width: 100, height: 50 });
  const cards = new Map([
    ['m', box(200, 0)],
    ['a', box(0, 200)],
    ['b', box(200, 200)],
    ['c', box(400, 200)],
  ]);
  expect(neighbour(cards, 'm', 'down')).toBe('b');
  expect(neighbour(cards, 'b', 'left')).toBe('a');
  expect(neighbour(cards, 'c', 'up')).toBe('m');
  expect(neighbour(cards, 'm', 'up')).toBeNull();
});

test('a way has rounded corners and a known end', () => {
  const points = [
    { x: 0, y: 0 },
    { x: 0, y: 50 },
    { x: 0, y: 100 },
    { x: 100, y: 100 },
  ];
  expect(roundedPath(points, 20)).toBe('M0.0 0.0L0.0 80.0Q0.0 100.0 20.0 100.0L100.0 100.0');
  expect(endOf(points, 4)).toEqual({ x: 96, y: 100, upright: false });
});

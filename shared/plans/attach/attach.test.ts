import { describe, expect, test } from 'vitest';
import { factOf } from '../../domain/facts.ts';
import { stepsOf, type PlanNode } from '../plan.ts';
import { buildAttach } from './attach.ts';
import { attachExamples, exampleAttach } from './example-input.ts';
import { beginsAt, type AttachInput } from './input.ts';

const planOf = (variant: (typeof attachExamples)[number], more: Partial<AttachInput> = {}): readonly PlanNode[] =>
  stepsOf(buildAttach(exampleAttach(variant, more), 'f').nodes);

describe.each(attachExamples)('making a server a replica on $name', (variant) => {
  const steps = planOf(variant);
  const ids = steps.map(({ id }) => id);

  test('names each step once', () => {
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('closes it, points it with coordinates or GTID, receives, and applies last', () => {
    const places = ['close', 'point', 'start-receiver', 'start-applier', 'catches-up'].map((id) => ids.indexOf(id));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((one, other) => one - other));
  });

  test('tells it what it holds by GTID only', () => {
    expect(ids.includes('tell-start')).toBe(variant.positioning !== 'file');
  });

  test('never names a host without saying where it goes on', () => {
    const point = steps.find(({ id }) => id === 'point');
    expect(JSON.stringify(point)).toMatch(
      variant.positioning === 'file' ? /LOG_FILE = .*LOG_POS = 1204/ : /AUTO_POSITION = 1|USE_GTID = slave_pos/,
    );
  });

  test('drops its own log only when asked to, once it is closed and before it is told anything', () => {
    expect(ids).not.toContain('drop-own-log');
    const dropping = planOf(variant, { dropsOwnLog: true }).map(({ id }) => id);
    expect(dropping.indexOf('drop-own-log')).toBeGreaterThan(dropping.indexOf('close'));
    expect(dropping.indexOf('drop-own-log')).toBeLessThan(dropping.indexOf('point'));
  });

  test('asks for filters unless they are on purpose', () => {
    const asks = (nodes: readonly PlanNode[]): boolean => JSON.stringify(nodes).includes('filters-nothing');
    expect(asks(steps)).toBe(true);
    expect(asks(planOf(variant, { withFilters: true }))).toBe(false);
  });
});

test('by file a MariaDB server without a GTID position is asked for its place alone', () => {
  const variant = attachExamples.find(({ name }) => name.startsWith('MariaDB by file'));
  if (variant === undefined) throw new Error('there is no such example');
  const input = exampleAttach(variant);
  const entry = input.facts.get(input.server);
  const status = factOf(entry, 'status');
  if (entry === undefined || status?.gtid.kind !== 'mariadb') throw new Error('the example is of MariaDB');
  const value = { ...status, gtid: { ...status.gtid, slavePos: '' } };
  const readings = { ...entry.readings, status: { ok: true, readAt: 0, value } as const };
  const facts = new Map([...input.facts, [input.server, { ...entry, readings }]]);
  expect(beginsAt({ ...input, facts })).toEqual({ file: 'binlog.000001', offset: 1204, gtid: null });
});

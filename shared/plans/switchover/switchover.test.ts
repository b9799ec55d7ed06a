import { describe, expect, test } from 'vitest';
import { needsOfRef } from '../../guards/ask.ts';
import { isValueRef, type GuardRef } from '../../guards/ref.ts';
import { isSecretRef, stepsOf, type Plan, type Statement, type StepNode } from '../plan.ts';
import { exampleHooked, exampleInput, examplePairs, exampleSemiSync, exampleVariants } from './example-input.ts';
import { buildSwitchover } from './switchover.ts';

function statementsOf(step: StepNode): readonly Statement[] {
  if (step.kind === 'wait') return step.run;
  if (step.kind !== 'change') return [];
  return [...step.run, ...(step.undo.kind === 'change' ? step.undo.run : [])];
}

function guardsOf(step: StepNode): readonly GuardRef[] {
  if (step.kind === 'wait') return [...step.before, step.until];
  if (step.kind !== 'change') return step.before;
  return [...step.before, step.proof, ...(step.undo.kind === 'change' ? [step.undo.proof, ...step.undo.provided] : [])];
}

function valuesUsedBy(step: StepNode): readonly string[] {
  const arguments_ = guardsOf(step).flatMap((ref) => Object.values(ref.args));
  const binds = statementsOf(step).flatMap((statement) => [
    ...Object.values(statement.binds),
    ...(statement.each === undefined ? [] : [statement.each]),
  ]);
  return [...arguments_, ...binds.filter((bind) => !isSecretRef(bind))].flatMap((argument) =>
    isValueRef(argument) ? [argument.value] : [],
  );
}

function placeOf(plan: Plan, id: string): number {
  return stepsOf(plan.nodes).findIndex((step) => step.id === id);
}

describe.each([...exampleVariants, ...examplePairs, ...exampleHooked, ...exampleSemiSync])(
  'a switchover on $name',
  (variant) => {
    const plan = buildSwitchover(exampleInput(variant), 'f');
    const steps = stepsOf(plan.nodes);
    const paired = variant.paired === true;

    test('is plain data', () => {
      expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
    });

    test('names each step once, and the line is one of them', () => {
      expect(new Set(steps.map((step) => step.id)).size).toBe(steps.length);
      expect(placeOf(plan, plan.line ?? '')).toBeGreaterThan(0);
    });

    test('uses no value before it is read', () => {
      const read = new Set<string>();
      for (const step of steps) {
        expect([step.id, valuesUsedBy(step).filter((name) => !read.has(name))]).toEqual([step.id, []]);
        if (step.kind === 'read') read.add(step.into);
      }
    });

    test('binds everything that its statements leave open', () => {
      for (const statement of steps.flatMap(statementsOf)) {
        const open = [...statement.sql.matchAll(/\$\{(\w+)\}/g)].map((match) => match[1] ?? '');
        expect(open.filter((name) => name !== 'item' && !(name in statement.binds))).toEqual([]);
        expect(open.includes('item')).toBe(statement.each !== undefined);
      }
    });

    test('asks only guards that exist', () => {
      const bound = (ref: GuardRef): GuardRef => ({
        guard: ref.guard,
        args: Object.fromEntries(Object.entries(ref.args).map(([k, v]) => [k, isValueRef(v) ? null : v])),
      });
      for (const ref of steps.flatMap(guardsOf)) expect(() => needsOfRef(bound(ref))).not.toThrow();
    });

    test('keeps the order that loses nothing', () => {
      const order = [
        'record-before',
        'lock',
        'as-planned',
        'pre-drain',
        'ask-before',
        ...(paired ? ['drain-source', 'stop-inbound'] : []),
        'close-source',
        'close-sessions',
        'final-position',
        'drain',
        'stop-channel',
        'takeover-position',
        ...(variant.semiSync === true
          ? [
              'semi-sync-off:replica:db2:3306',
              'follow:db3:3306',
              'acknowledged',
              'semi-sync-on:source:db2:3306',
              'open-candidate',
              'semi-sync-off:source:db1:3306',
              'semi-sync-on:replica:db1:3306',
            ]
          : ['open-candidate', 'follow:db3:3306']),
        ...(paired
          ? ['start-inbound', 'start-channel', 'caught-up:db1:3306', 'caught-up:db2:3306']
          : ['attach-source', 'forget-channel']),
        'record-after',
      ];
      const places = order.map((id) => placeOf(plan, id));
      expect(places).toEqual(places.toSorted((a, b) => a - b));
      expect(places[0]).toBe(0);
    });

    test('opens the old source again only after the new one is proved closed and unchanged', () => {
      const open = steps.find((step) => step.id === 'open-candidate');
      expect(open).toMatchObject({
        undo: {
          kind: 'change',
          gate: true,
          proof: { guard: 'closed-unchanged' },
          provided: [{ guard: 'unchanged-since' }],
        },
      });
      const undoable = steps.filter(
        (step) => step.kind === 'change' && placeOf(plan, step.id) < placeOf(plan, 'open-candidate'),
      );
      expect(undoable.every((step) => step.kind === 'change' && step.undo.kind !== 'none')).toBe(true);
    });

    test('never names a host without saying where to continue', () => {
      const repoints = steps.flatMap(statementsOf).filter((statement) => /_HOST = /.test(statement.sql));
      expect(repoints).toHaveLength(variant.semiSync === true ? 3 : paired ? 1 : 2); // one of them back
      for (const { sql } of repoints) {
        expect(sql).toMatch(
          variant.positioning === 'file'
            ? /LOG_FILE = \$\{file\},\s+\w+_LOG_POS = \$\{offset\}/
            : /USE_GTID = slave_pos|AUTO_POSITION = 1/,
        );
      }
    });

    test('sends account and password only for the channel that is new', () => {
      const withPassword = steps.filter((step) =>
        statementsOf(step).some((statement) => /PASSWORD/.test(statement.sql)),
      );
      expect(withPassword.map((step) => step.id)).toEqual(paired ? [] : ['attach-source']);
    });

    test('resets no channel of a pair', () => {
      const resets = steps.flatMap(statementsOf).filter(({ sql }) => /^RESET (SLAVE|REPLICA)/.test(sql));
      expect(resets).toHaveLength(paired ? 0 : 1);
    });
  },
);

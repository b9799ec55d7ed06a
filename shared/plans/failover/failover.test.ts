import { describe, expect, test } from 'vitest';
import { stepsOf, type GroupNode, type PlanNode } from '../plan.ts';
import { exampleSemiSync, exampleVariants } from '../switchover/example-input.ts';
import { exampleFailover } from './example-input.ts';
import { buildFailover } from './failover.ts';

function groupsOf(nodes: readonly PlanNode[]): readonly GroupNode[] {
  return nodes.flatMap((node) => (node.kind === 'group' ? [node, ...groupsOf(node.nodes)] : []));
}

describe.each([...exampleVariants, ...exampleSemiSync])('a failover on $name', (variant) => {
  const plan = buildFailover(exampleFailover(variant), 'f');
  const ids = stepsOf(plan.nodes).map(({ id }) => id);

  test('names each step once', () => {
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('attaches who is needed to acknowledge before the opening, with a way back', () => {
    expect(ids.some((id) => /^semi-sync/.test(id))).toBe(variant.semiSync === true);
    if (variant.semiSync !== true) return;
    const order = ['follow:db3:3306', 'acknowledged', 'semi-sync-on:source:db2:3306', 'open-candidate'];
    const places = order.map((id) => ids.indexOf(id));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    const undoable = stepsOf(plan.nodes).slice(0, ids.indexOf('open-candidate'));
    expect(undoable.every((step) => step.kind !== 'change' || step.undo.kind !== 'none')).toBe(true);
  });

  test('closes every other replica before the opening, also one that was left behind since', () => {
    const group = groupsOf(plan.nodes).find(({ id }) => id === 'closed:db3:3306');
    expect(group).toMatchObject({ onFailure: 'leave-behind', server: null });
    expect(ids.indexOf('keep-closed:db3:3306')).toBeLessThan(ids.indexOf('open-candidate'));
    expect(ids).toContain('keep-closed:db3:3306');
  });
});

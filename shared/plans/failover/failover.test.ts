import { describe, expect, test } from 'vitest';
import { stepsOf, type GroupNode, type PlanNode } from '../plan.ts';
import { exampleVariants } from '../switchover/example-input.ts';
import { exampleFailover } from './example-input.ts';
import { buildFailover } from './failover.ts';

function groupsOf(nodes: readonly PlanNode[]): readonly GroupNode[] {
  return nodes.flatMap((node) => (node.kind === 'group' ? [node, ...groupsOf(node.nodes)] : []));
}

describe.each(exampleVariants)('a failover on $name', (variant) => {
  const plan = buildFailover(exampleFailover(variant), 'f');
  const ids = stepsOf(plan.nodes).map(({ id }) => id);

  test('names each step once', () => {
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('closes every other replica before the opening, also one that was left behind since', () => {
    const group = groupsOf(plan.nodes).find(({ id }) => id === 'closed:db3:3306');
    expect(group).toMatchObject({ onFailure: 'leave-behind', server: null });
    expect(ids.indexOf('keep-closed:db3:3306')).toBeLessThan(ids.indexOf('open-candidate'));
    expect(ids).toContain('keep-closed:db3:3306');
  });
});

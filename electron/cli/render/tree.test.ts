import { describe, expect, it } from 'vitest';
import type { ServerView } from '../../../shared/domain/topology.ts';
import { drawTree } from './tree.ts';

/** Draws servers written as `db2<db1`, or `db2<db1,db3` for several sources. */
function drawn(...servers: readonly string[]): readonly string[] {
  const views = servers.map((text) => {
    const [id = '', sources] = text.split('<');
    const channels = (sources ?? '').split(',').map((source) => ({ source }));
    return { id, channels } as unknown as ServerView;
  });
  return drawTree(views).map(({ server, before }) => before + server.id);
}

describe('the tree', () => {
  it('draws replicas below their source', () => {
    expect(drawn('a', 'b<a', 'c<a')).toEqual(['a', '├─ b', '└─ c']);
  });

  it('draws chains', () => {
    expect(drawn('a', 'b<a', 'c<b', 'd<a')).toEqual(['a', '├─ b', '│  └─ c', '└─ d']);
  });

  it('draws servers that belong to nobody beside the others', () => {
    expect(drawn('a', 'b<a', 'x', 'y<unknown')).toEqual(['a', '└─ b', 'x', 'y']);
  });

  it('draws a pair and a ring once', () => {
    expect(drawn('a<b', 'b<a', 'c<b')).toEqual(['a', '└─ b', '   └─ c']);
    expect(drawn('a<c', 'b<a', 'c<b')).toEqual(['a', '└─ b', '   └─ c']);
  });

  it('draws a replica of several sources once', () => {
    expect(drawn('a', 'b', 'c<b,a')).toEqual(['a', 'b', '└─ c']);
  });

  it('draws one that replicates from itself', () => {
    expect(drawn('a<a')).toEqual(['a']);
  });
});

import { expect, test } from 'vitest';
import type { ChannelView, Role, ServerView } from '../../domain/topology.ts';
import { readShape } from './shape.ts';

const nowhere = { file: 'binlog.000001', offset: 4 };

function channelTo(source: string): ChannelView {
  return {
    name: '',
    source,
    io: 'yes',
    sql: 'yes',
    executed: nowhere,
    received: nowhere,
    gtid: null,
    positioning: 'file',
    lag: { seconds: 0, kind: 'measured' },
    delayS: 0,
    error: null,
    filters: [],
  };
}

/** `a<b source`: a follows b, in that role. */
function viewOf(text: string): ServerView {
  const [, name = '', source, role] = /^(\w)(?:<(\w))? (\w+)$/.exec(text) ?? [];
  return {
    id: `${name}:3306`,
    address: `${name}:3306`,
    aliases: [],
    label: null,
    hostname: name,
    family: 'mysql',
    version: '9.7.4',
    serverId: 1,
    uuid: null,
    role: role as Role,
    reason: null,
    readAt: 0,
    stale: false,
    uptimeS: 60,
    writable: role === 'source',
    superReadOnly: null,
    position: null,
    channels: source === undefined ? [] : [channelTo(`${source}:3306`)],
    promotion: 'neutral',
    site: null,
  };
}

const views = (servers: readonly string[]): readonly ServerView[] => servers.map(viewOf);

const pair = ['a<b source', 'b<a intermediate', 'c<a replica', 'd<b replica'];
const chain = ['a source', 'b<a intermediate', 'c<b replica', 'd<a replica'];

const cases = [
  { name: 'the passive one of a pair', servers: pair, candidate: 'b', relation: 'direct', partner: 'b' },
  { name: 'the active one of a pair', servers: pair, candidate: 'a', relation: 'is-source', partner: 'a' },
  { name: 'a replica of a pair’s active one', servers: pair, candidate: 'c', relation: 'beside-pair', partner: 'b' },
  { name: 'a replica of a pair’s passive one', servers: pair, candidate: 'd', relation: 'under-replica', partner: 'a' },
  {
    name: 'one of two that both take writes',
    servers: ['a<b source', 'b<a source'],
    candidate: 'b',
    relation: 'direct',
    partner: 'b',
  },
  {
    name: 'one of two that are both closed',
    servers: ['a<b replica', 'b<a replica'],
    candidate: 'b',
    relation: 'direct',
    partner: 'b',
  },
  { name: 'an intermediate one', servers: chain, candidate: 'b', relation: 'direct', partner: null },
  { name: 'the end of a chain', servers: chain, candidate: 'c', relation: 'under-replica', partner: null },
];

test.each(cases)('$name: $relation', ({ servers, candidate, relation, partner }) => {
  const shape = readShape(views(servers), `${candidate}:3306`, []);
  expect(shape.relation).toBe(relation);
  expect(shape.pair?.partner ?? null).toBe(partner === null ? null : `${partner}:3306`);
});

test('who moves and who stays', () => {
  const of = (servers: readonly string[], candidate: string) => {
    const { followers, kept } = readShape(views(servers), `${candidate}:3306`, []);
    return {
      followers: followers.map(({ server }) => server),
      kept: kept.map(({ server, why }) => `${server} ${why}`),
    };
  };
  expect(of(pair, 'b')).toEqual({ followers: ['c:3306'], kept: ['d:3306 stays under b:3306'] });
  expect(of(chain, 'b')).toEqual({ followers: ['d:3306'], kept: ['c:3306 stays under b:3306'] });
  expect(of(chain, 'd')).toEqual({ followers: ['b:3306'], kept: ['c:3306 stays under b:3306'] });
});

import { expect, test } from 'vitest';
import type { ClusterTopology } from '../../../../shared/domain/topology.ts';
import type { ClusterSummary } from '../../../../shared/ipc/contract.ts';
import { loading, ready } from '../../../ui/loaded.ts';
import type { SessionState } from '../../../ui/state/session-store.ts';
import type { TopologyState } from '../../../ui/state/topology-store.ts';
import { server } from './examples.ts';
import { mapStateOf, oldAfterMs } from './map-state.ts';

const shop: ClusterSummary = {
  name: 'shop',
  label: 'Shop',
  environment: 'staging',
  seeds: ['db1:3306'],
  user: 'signalbox',
  password: 'ask',
  tls: 'preferred',
  tlsCaFile: null,
  replicationUser: null,
  replicationPassword: null,
  pollIntervalMs: 2000,
  lagLimitS: 20,
  askToMoveApplication: false,
  servers: [],
  needsPassword: false,
};

const session = (clusters: SessionState['clusters']): SessionState => ({
  connection: 'connected',
  lostAt: null,
  info: loading,
  preferences: { words: 'master-slave', theme: 'dark' },
  preferencesKnown: true,
  clusters,
  current: 'shop',
});

const error = { code: 'cluster-unknown', message: 'no', server: null, details: {} } as const;
const seen: ClusterTopology = {
  name: 'shop',
  label: 'Shop',
  environment: 'staging',
  servers: [server('db1:3306')],
  findings: [],
  readAt: 0,
};
const watch = (change: Partial<TopologyState>): TopologyState => ({
  cluster: 'shop',
  topology: null,
  error: null,
  ...change,
});

test.each<[string, SessionState['clusters'], Partial<TopologyState>, string]>([
  ['nothing is known', loading, {}, 'connecting'],
  ['the list failed', { kind: 'failed', error, value: null }, {}, 'failed'],
  ['the cluster is not in the list', ready([]), {}, 'unknown-cluster'],
  ['its password is to be asked for', ready([{ ...shop, needsPassword: true }]), {}, 'password-needed'],
  ['another cluster is being watched', ready([shop]), { cluster: 'crm', topology: seen }, 'reading'],
  ['nothing was read yet', ready([shop]), {}, 'reading'],
  ['no server was found yet', ready([shop]), { topology: { ...seen, servers: [] } }, 'reading'],
  ['watching failed before anything was read', ready([shop]), { error }, 'unwatched'],
  ['it was read', ready([shop]), { topology: seen }, 'seen'],
  ['watching failed after it was read', ready([shop]), { topology: seen, error }, 'seen'],
  ['the list failed after it was read', { kind: 'failed', error, value: [shop] }, { topology: seen }, 'seen'],
])('when %s', (_name, clusters, watched, kind) => {
  expect(mapStateOf('shop', session(clusters), watch(watched)).kind).toBe(kind);
});

test('a reading is old after three polls, and never before 10 s', () => {
  expect(oldAfterMs(500)).toBe(10_000);
  expect(oldAfterMs(60_000)).toBe(180_000);
});

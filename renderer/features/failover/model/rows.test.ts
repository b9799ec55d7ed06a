import { expect, test } from 'vitest';
import { evidenceOf } from '../../../../shared/analysis/evidence/conclude.ts';
import type { LayerAnswer, ReplicaWitness, SourceProbe } from '../../../../shared/domain/evidence.ts';
import type { FailoverCandidate } from '../../../../shared/plans/failover-view.ts';
import { bestOf, candidateLook } from './candidate-look.ts';
import { probeRows } from './probe-rows.ts';
import { witnessRows } from './witness-rows.ts';

const layer = (name: LayerAnswer['layer'], answer: LayerAnswer['answer'], said = '', ms: number | null = null) => ({
  ...{ layer: name, answer, said, ms },
});
const probe: SourceProbe = {
  server: 'db1:3306',
  reach: 'silent',
  layers: [
    layer('name', 'yes'),
    layer('tcp', 'no', 'nothing listens there', 3),
    ...(['greeting', 'login', 'query'] as const).map((name) => layer(name, 'not-tried')),
  ],
};
const witness: ReplicaWitness = {
  server: 'db2:3306',
  channel: '',
  io: 'yes',
  ioError: null,
  received: { file: 'binlog.000001', offset: 4 },
  heartbeats: 7,
  heard: false,
  silentS: 12.2,
  heartbeatPeriodS: 30,
  netTimeoutS: 60,
};

function rowOf(change: Partial<ReplicaWitness>) {
  const [row] = witnessRows(evidenceOf(probe, [{ ...witness, ...change }], []));
  return row;
}

test('the layer that failed says why; those behind it were not tried', () => {
  const rows = probeRows(probe);
  expect(rows.map(({ word }) => word)).toEqual(['answered', 'failed', 'not tried', 'not tried', 'not tried']);
  expect(rows[1]).toEqual({ layer: 'Port accepts', word: 'failed', tone: 'bad', said: 'nothing listens there', ms: 3 });
});

test.for([
  ['too early', {}, 'too early', '13 s'],
  ['silent for long', { silentS: 61 }, 'hears nothing', '61 s'],
  ['silent for ever', { silentS: 7200 }, 'hears nothing', '2 h'],
  ['heard', { heard: true }, 'hears it', 'just heard'],
  ['lost', { io: 'connecting', ioError: { number: 2003, message: 'no' } }, 'lost it', '13 s'],
  ['stopped', { io: 'no' }, 'can’t tell', '13 s'],
] as const)('%s', ([, change, word, silent]) => {
  expect(rowOf(change)).toMatchObject({ word, silent });
});

test('the error has a place of its own', () => {
  const row = rowOf({ io: 'connecting', ioError: { number: 2003, message: 'no' } });
  expect(row).toMatchObject({ error: '2003: no', because: 'db2:3306 has lost it and can’t connect again.' });
});

test('what a server does not tell is said to be not told', () => {
  const row = rowOf({ heartbeats: null, heartbeatPeriodS: null, ioError: { number: 2003, message: 'no' } });
  expect(row).toMatchObject({ heartbeats: 'not told', period: 'not told', error: '2003: no' });
  expect(rowOf({ heartbeatPeriodS: 0 })?.period).toBe('none are sent');
});

test('the first that nothing blocks is the best; one that lacks something says so', () => {
  const candidate = (server: string, change: Partial<FailoverCandidate> = {}): FailoverCandidate => ({
    ...{ server, verdict: 'possible', has: '0-1-9', lacks: null, reasons: [] },
    ...change,
  });
  const all = [
    candidate('a', { verdict: 'blocked' }),
    candidate('b'),
    candidate('c', { lacks: '2 transactions' }),
    candidate('d'),
  ];
  expect(all.map((one) => candidateLook(one, bestOf(all)).word)).toEqual([
    'blocked',
    'best candidate',
    'has less',
    'possible',
  ]);
});

import { expect, test } from 'vitest';
import type { ReplicaWitness, SourceProbe } from '../../domain/evidence.ts';
import { evidenceOf } from './conclude.ts';
import { testimonyOf } from './testimony.ts';

const quiet: ReplicaWitness = {
  server: 'db2:3306',
  channel: '',
  io: 'yes',
  ioError: null,
  received: { file: 'binlog.000001', offset: 4 },
  heartbeats: 3,
  heard: false,
  silentS: 1,
  heartbeatPeriodS: 30,
  netTimeoutS: 60,
};

function probe(reach: SourceProbe['reach']): SourceProbe {
  return { server: 'db1:3306', reach, layers: [] };
}

test.each([
  ['a counter that moved', { heard: true }, 'alive'],
  ['connected, silent for a second', {}, 'too-early'],
  ['connected, silent for two heartbeats', { silentS: 60 }, 'silent'],
  ['heartbeats more often', { silentS: 5, heartbeatPeriodS: 2 }, 'silent'],
  ['no heartbeats: its own time-out tells', { silentS: 59, heartbeatPeriodS: 0 }, 'too-early'],
  ['a time-out shorter than two heartbeats', { silentS: 11, netTimeoutS: 10 }, 'silent'],
  ['connecting, no error yet', { io: 'connecting' as const }, 'lost'],
  ['connecting, refused', { io: 'connecting' as const, ioError: { number: 2003, message: 'x' } }, 'lost'],
  ['connecting, too many connections', { io: 'connecting' as const, ioError: { number: 1040, message: 'x' } }, 'alive'],
  [
    'connecting, its password is wrong',
    { io: 'connecting' as const, ioError: { number: 1045, message: 'x' } },
    'alive',
  ],
  ['connecting, TLS', { io: 'connecting' as const, ioError: { number: 2026, message: 'x' } }, 'nothing'],
  ['stopped', { io: 'no' as const }, 'nothing'],
  ['stopped by a purged log', { io: 'no' as const, ioError: { number: 1236, message: 'x' } }, 'nothing'],
  ['given up', { io: 'no' as const, ioError: { number: 2003, message: 'x' } }, 'lost'],
])('%s', (_name, more, says) => {
  expect(testimonyOf({ ...quiet, ...more }).says).toBe(says);
});

const lost = { io: 'connecting' as const };

test.each([
  ['it answers us, whatever the replicas say', 'answers', [lost], 'answers'],
  ['it is full of connections', 'refuses', [lost], 'refuses'],
  ['only our own way is broken', 'silent', [lost, { heard: true }], 'heard-by-replicas'],
  ['all have lost it', 'silent', [lost, lost], 'dead'],
  ['one lost it, one is silent for long', 'silent', [lost, { silentS: 61 }], 'dead'],
  ['one is silent, not for long enough', 'silent', [lost, { silentS: 3 }], 'too-early'],
  ['nobody asks it', 'silent', [{ io: 'no' as const }], 'no-witness'],
  ['nobody is there', 'silent', [], 'no-witness'],
  ['it hangs, and all hear nothing', 'hangs', [{ silentS: 61 }], 'hangs'],
  ['it hangs only for us', 'hangs', [{ heard: true }], 'heard-by-replicas'],
] as const)('%s', (_name, reach, witnesses, kind) => {
  const { conclusion } = evidenceOf(
    probe(reach),
    witnesses.map((more) => ({ ...quiet, ...more })),
    [],
  );
  expect(conclusion.kind).toBe(kind);
});

test('the countdown is that of the replica that needs longest', () => {
  const witnesses = [
    { ...quiet, silentS: 10 },
    { ...quiet, server: 'db3:3306', silentS: 40 },
  ];
  expect(evidenceOf(probe('silent'), witnesses, []).conclusion).toMatchObject({ kind: 'too-early', secondsLeft: 50 });
});

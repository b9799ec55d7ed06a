import { describe, expect, it } from 'vitest';
import type { ChannelSample, ServerSample } from '../../domain/sample.ts';
import { eventsBetween } from './events.ts';
import { exampleChannelSample as channel, exampleSample as sample } from './example-samples.ts';

const at = (file: string, offset: number) => ({ file, offset });
const running = channel({ executed: at('binlog.000007', 1234) });

const cases: readonly [string, readonly [ChannelSample, Partial<ChannelSample>], readonly string[]][] = [
  ['nothing happens', [running, {}], []],
  ['it moves on', [running, { executed: at('binlog.000007', 2000) }], []],
  ['it moves on to the next file', [running, { executed: at('binlog.000008', 4) }], []],
  ['the SQL thread stops', [running, { sql: 'no' }], ['thread-stopped']],
  ['the IO thread stops', [running, { io: 'no' }], ['thread-stopped']],
  ['both stop', [running, { io: 'no', sql: 'no' }], ['thread-stopped']],
  ['the IO thread loses its source', [running, { io: 'connecting' }], []],
  ['a thread that tries to connect is stopped', [{ ...running, io: 'connecting' }, { io: 'no' }], ['thread-stopped']],
  [
    'a stopped one starts',
    [
      { ...running, io: 'no', sql: 'no' },
      { io: 'yes', sql: 'yes' },
    ],
    [],
  ],
  ['it fails', [running, { sql: 'no', error: 1062 }], ['thread-stopped', 'replication-error']],
  ['it fails in the same way', [{ ...running, error: 1062 }, { error: 1062 }], []],
  ['it goes back to an earlier offset', [running, { executed: at('binlog.000007', 4) }], ['position-backwards']],
  ['it goes back to the first file', [running, { executed: at('binlog.000001', 900) }], ['position-backwards']],
  ['it is reset', [running, { executed: at('', 0) }], ['position-backwards']],
  [
    'it is reset and stopped',
    [running, { executed: at('', 0), io: 'no', sql: 'no' }],
    ['position-backwards', 'thread-stopped'],
  ],
  ['it stays reset', [{ ...running, executed: at('', 0) }, { executed: at('', 0) }], []],
  ['a reset one finds its place', [{ ...running, executed: at('', 0) }, { executed: at('binlog.000002', 4) }], []],
  ['coordinates are reset and GTIDs used', [running, { executed: at('', 0), positioning: 'slave_pos' }], []],
  ['auto-position is reset', [running, { executed: at('', 0), positioning: 'auto-position' }], []],
  ['its source is another', [running, { source: 'db9:3306', executed: at('binlog.000003', 500) }], ['source-changed']],
  [
    'its source is another, from the beginning',
    [running, { source: 'db9:3306', executed: at('', 0) }],
    ['position-backwards', 'source-changed'],
  ],
  [
    'its source is at another address',
    [
      { ...running, sourceUuid: 'u' },
      { source: 'db1.example.com:3306', sourceUuid: 'u' },
    ],
    ['source-changed'],
  ],
  [
    'its source went back at another address',
    [
      { ...running, sourceUuid: 'u' },
      { source: 'vip:3306', sourceUuid: 'u', executed: at('binlog.000001', 500) },
    ],
    ['position-backwards', 'source-changed'],
  ],
  ['a uuid gets known', [running, { sourceUuid: 'u' }], []],
];

describe('eventsBetween', () => {
  it.each(cases)('%s', (_what, [before, change], reasons) => {
    const after = { ...before, ...change };
    const events = eventsBetween(sample({ channels: [before] }), sample({ channels: [after] }));
    expect(events.map(({ reason }) => reason)).toEqual(reasons);
  });

  const servers: readonly [string, Partial<ServerSample>, Partial<ServerSample>, readonly string[]][] = [
    ['a restart', { uptimeS: 500 }, { uptimeS: 3 }, ['restarted']],
    ['a record in between knows no uptime', { uptimeS: null }, { uptimeS: 3 }, []],
    ['a channel appears', { channels: [] }, { channels: [running] }, ['channel-appeared']],
    ['a channel vanishes', { channels: [running] }, { channels: [] }, ['channel-vanished']],
    ['MySQL keeps its GTIDs', { gtid: `${uuid()}:1-5` }, { gtid: `${uuid()}:1-7` }, []],
    ['MySQL loses its GTIDs', { gtid: `${uuid()}:1-5` }, { gtid: null }, ['position-backwards']],
    [
      'MariaDB goes back',
      { family: 'mariadb', gtid: '0-1-50' },
      { family: 'mariadb', gtid: '0-1-3' },
      ['position-backwards'],
    ],
    ['MariaDB goes on', { family: 'mariadb', gtid: '0-1-50' }, { family: 'mariadb', gtid: '0-2-51' }, []],
  ];

  it.each(servers)('%s', (_what, before, after, reasons) => {
    const events = eventsBetween(sample(before), sample({ ...after }));
    expect(events.map(({ reason }) => reason)).toEqual(reasons);
  });

  it('says where it was and is', () => {
    const [event] = eventsBetween(
      sample({ channels: [running] }),
      sample({ channels: [{ ...running, name: '', executed: at('binlog.000001', 4) }] }),
    );
    expect(event?.text).toBe('The executed position went from binlog.000007:1234 back to binlog.000001:4.');
  });
});

function uuid(): string {
  return '3e11fa47-71ca-11e1-9e33-c80aa9429562';
}

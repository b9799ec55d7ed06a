import { describe, expect, test } from 'vitest';
import { differences } from './server-snapshot.ts';
import type { ChannelSnapshot, ServerSnapshot } from './server-snapshot.ts';

const channel: ChannelSnapshot = {
  name: '',
  source: '127.0.0.1:3306',
  io: 'Yes',
  sql: 'Yes',
  mode: 'No',
  file: 'binlog.000009',
  offset: 500,
};
const snapshotWith = (
  change: Partial<ChannelSnapshot>,
  settings: Record<string, string> = { read_only: '1' },
): ServerSnapshot => ({
  server: 'a:1',
  settings,
  channels: [{ ...channel, ...change }],
  events: { 'app.tick': 'ENABLED by root@localhost' },
});

describe('differences between snapshots', () => {
  test.each([
    ['nothing happened', {}, {}],
    ['replication went on', {}, { offset: 900 }],
    ['replication went on in the next file', {}, { file: 'binlog.000010', offset: 4 }],
    ['a stopped one stood still', { sql: 'No' }, { sql: 'No' }],
  ])('none: %s', (_name, before, after) => {
    expect(differences(snapshotWith(before), snapshotWith(after))).toEqual([]);
  });

  test.each([
    ['io was Yes and is No', {}, { io: 'No' }],
    ['source was', {}, { source: '127.0.0.1:3307' }],
    ['went back from binlog.000009:500 to binlog.000009:4', {}, { offset: 4 }],
    ['went back', { file: 'binlog.000010', offset: 4 }, {}],
    ['while stopped', { sql: 'No' }, { sql: 'No', offset: 900 }],
  ])('found: %s', (words, before, after) => {
    expect(differences(snapshotWith(before), snapshotWith(after))).toEqual([expect.stringContaining(words)]);
  });

  test('settings, events and channels that came or went are named', () => {
    const before = snapshotWith({});
    const after = { ...snapshotWith({}, { read_only: '0', offline_mode: '1' }), events: {}, channels: [] };
    expect(differences(before, after)).toEqual([
      'a:1: read_only was 1 and is 0',
      'a:1: offline_mode was absent and is 1',
      'a:1: event app.tick was ENABLED by root@localhost and is absent',
      'a:1: 1 channels became 0',
    ]);
  });
});

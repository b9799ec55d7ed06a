import { expect, test } from 'vitest';
import { settingChanges, withEarlier, type CurrentSettings } from './setting-changes.ts';

const usual: CurrentSettings = { flushLogAtCommit: '1', syncBinlog: '1', logBin: true, redoLog: true };
const flushing = { name: 'innodb_flush_log_at_trx_commit', before: '1', during: '2' } as const;
const syncing = { name: 'sync_binlog', before: '1', during: '0' } as const;
const redo = { name: 'innodb_redo_log', before: 'ON', during: 'OFF' } as const;

test.each([
  { name: 'nothing asked', speed: [], current: usual, changes: [] },
  { name: 'durability', speed: ['durability'], current: usual, changes: [flushing, syncing] },
  { name: 'both', speed: ['durability', 'redo-log'], current: usual, changes: [flushing, syncing, redo] },
  { name: 'no binary log', speed: ['durability'], current: { ...usual, logBin: false }, changes: [flushing] },
  { name: 'looser already', speed: ['durability'], current: { ...usual, flushLogAtCommit: '0' }, changes: [syncing] },
  {
    name: 'MariaDB’s 3',
    speed: ['durability'],
    current: { ...usual, flushLogAtCommit: '3', syncBinlog: '0' },
    changes: [{ ...flushing, before: '3' }],
  },
  { name: 'no switch', speed: ['redo-log'], current: { ...usual, redoLog: null }, changes: [] },
  { name: 'off already', speed: ['redo-log'], current: { ...usual, redoLog: false }, changes: [] },
] as const)('$name', ({ speed, current, changes }) => {
  expect(settingChanges(speed, current)).toEqual(changes);
});

test('what another import has changed already is set back to what that one found', () => {
  const others = [flushing, { ...flushing, before: '0' }, redo];
  expect(withEarlier([syncing], others, ['durability'])).toEqual([syncing, flushing]);
  expect(withEarlier([flushing, syncing], others, ['durability'])).toEqual([flushing, syncing]);
});

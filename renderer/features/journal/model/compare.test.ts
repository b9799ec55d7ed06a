import { describe, expect, it } from 'vitest';
import { compareRecords, differences, plainText } from './compare.ts';
import { channel, record } from './examples/record.ts';

const differing = (groups: ReturnType<typeof compareRecords>): readonly string[] =>
  groups.flatMap((group) => group.fields.filter((field) => field.differs).map((field) => field.key));

it('finds nothing between a record and itself', () => {
  expect(differences(compareRecords(record(), record()))).toBe(0);
});

it('marks exactly what a careless CHANGE MASTER did', () => {
  const reset = { file: 'binlog.000001', offset: 4 };
  const after = record({ readAt: 2000, channels: [channel({ executed: reset, received: reset, io: 'no' })] });
  expect(differing(compareRecords(record(), after))).toEqual(['/executed', '/received', '/io']);
});

it('puts the older record first, in whichever order they were chosen', () => {
  const later = record({ readAt: 2000, readOnly: false });
  for (const groups of [compareRecords(record(), later), compareRecords(later, record())]) {
    const field = groups.flatMap((group) => group.fields).find((one) => one.key === 'read-only');
    expect([field?.before, field?.after].map((value) => value && plainText(value))).toEqual(['ON', 'OFF']);
  }
});

describe('a channel that only one of them has', () => {
  const promoted = record({ readAt: 2000, channels: [] });

  it('is shown with nothing on the other side', () => {
    const gone = compareRecords(record(), promoted).find((group) => group.key === 'channel:');
    expect(gone?.fields.every((field) => field.before !== null && field.after === null)).toBe(true);
    const appeared = compareRecords({ ...promoted, readAt: 1 }, record()).find((group) => group.key === 'channel:');
    expect(appeared?.fields.every((field) => field.before === null && field.after !== null)).toBe(true);
  });

  it('differs in what it says, not in what it has none of', () => {
    const keys = differing(compareRecords(record(), promoted));
    expect(keys).toContain('/executed');
    expect(keys).not.toContain('/io-error');
  });

  it('stands with the other channels, before the server’s own log', () => {
    const keys = compareRecords({ ...promoted, readAt: 1 }, record()).map((group) => group.key);
    expect(keys).toEqual(['channel:', 'log', 'settings', 'server']);
  });
});

it('marks a change of GTID state by what is in both families', () => {
  const gtid = { kind: 'mysql', mode: 'ON', executed: 'u:1-5', purged: '' } as const;
  const later = record({ readAt: 2000, gtid: { ...gtid, executed: 'u:1-9' } });
  expect(differing(compareRecords(record({ gtid }), later))).toEqual(['gtid-executed']);
});

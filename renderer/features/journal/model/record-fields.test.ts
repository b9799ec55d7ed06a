import { expect, it } from 'vitest';
import { channel, record } from './examples/record.ts';
import { fieldsOf } from './record-fields.ts';

const valueOf = (entry: ReturnType<typeof record>, key: string) =>
  fieldsOf(entry)
    .flatMap((group) => group.fields)
    .find((field) => field.key === key)?.value;

it('names executed and received apart, each with its own file', () => {
  const lagging = record({ channels: [channel({ executed: { file: 'binlog.000041', offset: 99 } })] });
  expect(valueOf(lagging, '/executed')).toEqual({ kind: 'position', position: { file: 'binlog.000041', offset: 99 } });
  expect(valueOf(lagging, '/received')).toEqual({
    kind: 'position',
    position: { file: 'binlog.000042', offset: 15204113 },
  });
});

it('keeps the channels of a multi-source server apart', () => {
  const two = record({ channels: [channel({ name: 'a' }), channel({ name: 'b' })] });
  const keys = fieldsOf(two).flatMap((group) => group.fields.map((field) => field.key));
  expect(new Set(keys).size).toBe(keys.length);
});

it('gives the error with its number and text', () => {
  const broken = record({ channels: [channel({ sqlError: { number: 1062, message: 'Duplicate entry', at: null } })] });
  expect(valueOf(broken, '/sql-error')).toEqual({ kind: 'words', text: '1062: Duplicate entry' });
});

it('says what is not there instead of showing nothing', () => {
  expect(valueOf(record({ position: null }), 'position')).toEqual({ kind: 'absent', text: 'binary log off' });
  expect(valueOf(record(), 'super-read-only')).toEqual({ kind: 'absent', text: 'this family has none' });
});

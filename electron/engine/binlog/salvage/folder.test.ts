import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { captured, capturedNames, eventsIn } from '../testing/captured.ts';
import { folderFiles } from './folder-files.ts';
import { folderLogs } from './folder-logs.ts';
import { surveyTail, type TailSurvey } from './survey-tail.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'sbx-folder-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

let folders = 0;

async function folder(files: Readonly<Record<string, Buffer | string>>): Promise<string> {
  folders += 1;
  const path = join(root, String(folders));
  await mkdir(path);
  for (const [name, content] of Object.entries(files)) await writeFile(join(path, name), content);
  return path;
}

const log = captured('mariadb-gtid-crc32-row');

function relayed(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUInt16LE(copy.readUInt16LE(4 + 17) | 0x40, 4 + 17);
  return copy;
}

async function names(files: Readonly<Record<string, Buffer | string>>, named?: string): Promise<string[]> {
  return (await folderFiles(await folder(files), named)).map(({ file }) => file);
}

describe('which files of a folder are the logs', () => {
  test('by number, also past six digits', async () => {
    expect(await names({ 'b.999999': log, 'b.1000000': log, 'b.999998': log, ib_logfile0: 'x', 'x.cnf': '' })).toEqual([
      'b.999998',
      'b.999999',
      'b.1000000',
    ]);
  });

  test('the index leaves out older ones, and newer ones count all the same', async () => {
    const index = './b.000002\n/var/lib/mysql/b.000003\n';
    expect(
      await names({ 'b.000001': log, 'b.000002': log, 'b.000003': log, 'b.000004': log, 'b.index': index }),
    ).toEqual(['b.000002', 'b.000003', 'b.000004']);
  });

  test('an index that names purged files, or none of these, does not hide what is there', async () => {
    expect(await names({ 'b.000007': log, 'b.index': './b.000006\n./b.000007\n' })).toEqual(['b.000007']);
    expect(await names({ 'b.000007': log, 'b.index': './c.000006\n' })).toEqual(['b.000007']);
  });

  test('relay logs beside them, and the logs of another server by name', async () => {
    const files = { 'relay.000004': relayed(log), 'b.000001': log, 'other.000001': log };
    await expect(names(files)).rejects.toMatchObject({
      code: 'binlog-folder-unusable',
      message: expect.stringContaining('b, other') as string,
    });
    expect(await names(files, 'other')).toEqual(['other.000001']);
  });

  test.each([
    [{}, 'no binary log'],
    [{ 'relay.000001': relayed(log) }, 'relay logs only'],
    [{ 'dump.000001': 'CREATE TABLE' }, 'no binary log'],
    [{ 'b.000001': log, 'b.000003': log }, 'between b.000001 and b.000003'],
  ])('%j is refused', async (files: Readonly<Record<string, Buffer | string>>, because) => {
    await expect(names(files)).rejects.toMatchObject({
      code: 'binlog-folder-unusable',
      message: expect.stringContaining(because) as string,
    });
  });

  test('encrypted ones, and a folder that is not there', async () => {
    const encrypted = Buffer.concat([Buffer.from([0xfd]), log.subarray(1)]);
    await expect(names({ 'b.000001': encrypted })).rejects.toMatchObject({ code: 'binlog-encrypted' });
    await expect(folderFiles(join(root, 'none'))).rejects.toMatchObject({ code: 'binlog-folder-unusable' });
  });
});

async function surveyed(bytes: Buffer, offset = 4): Promise<TailSurvey> {
  const source = folderLogs(await folder({ 'b.000001': bytes }));
  return surveyTail({ source, after: { kind: 'position', position: { file: 'b.000001', offset } } });
}

describe.each(capturedNames.filter((name) => !name.includes('none')))('the end of %s', (name) => {
  const bytes = captured(name);

  test('cut anywhere, with or without empty space after it: what is whole is told, the rest said to be torn', async () => {
    const events = await eventsIn(bytes);
    const whole = await surveyed(bytes);
    const first = events[0]?.end ?? 0;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: first, max: bytes.length - 1 }), fc.boolean(), async (to, zeros) => {
        const cut = bytes.subarray(0, to);
        const survey = await surveyed(zeros ? Buffer.concat([cut, Buffer.alloc(300)]) : cut);
        let last = to; // zeros after the cut may be what was cut
        while (zeros && bytes[last] === 0) last += 1;
        const end = events.findLast((event) => event.end <= last)?.end ?? 0;
        const complete = whole.listed.filter((each) => each.end.offset <= end);
        expect(survey.listed).toEqual(complete);
        expect(survey.unfinished === null).toBe(
          !whole.listed.some(({ start, end: last }) => start.offset < end && last.offset > end),
        );
        expect(survey.torn.map(({ at }) => at.offset)).toEqual(zeros || end < to ? [end] : []);
      }),
      { numRuns: 40 },
    );
  });

  test('a changed byte in any event but the last is damage', async () => {
    const events = await eventsIn(bytes);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: events.length - 2 }), fc.nat(1000), async (index, part) => {
        const event = events[index];
        if (event === undefined) return;
        const at = event.position.offset + (part % (event.end - event.position.offset));
        const broken = Buffer.from(bytes);
        broken.writeUInt8(broken.readUInt8(at) ^ 0x5a, at);
        await expect(surveyed(broken)).rejects.toMatchObject({ code: 'binlog-damaged' });
      }),
      { numRuns: 40 },
    );
  });

  test('from inside the file it is read as from its start', async () => {
    const whole = await surveyed(bytes);
    const third = whole.listed[2];
    const rest = await surveyed(bytes, third?.start.offset);
    expect(rest.listed).toEqual(whole.listed.slice(2));
    await expect(surveyed(bytes, (third?.start.offset ?? 0) + 1)).rejects.toMatchObject({ code: 'binlog-unreadable' });
  });
});

test('MariaDB says after the format description that what follows is encrypted', async () => {
  const format = (await eventsIn(log))[0]?.end ?? 0;
  const event = Buffer.alloc(19 + 17 + 4);
  event.writeUInt8(164, 4);
  event.writeUInt32LE(event.length, 9);
  event.writeUInt32LE(format + event.length, 13);
  event.writeUInt32LE(crc32(event.subarray(0, -4)), event.length - 4);
  const encrypted = Buffer.concat([log.subarray(0, format), event, Buffer.from('nobody can read this')]);
  await expect(surveyed(encrypted)).rejects.toMatchObject({ code: 'binlog-encrypted' });
});

test('a file that its server had closed and that ends too early is a bad copy', async () => {
  const first = log.subarray(0, log.length - 20);
  const source = folderLogs(await folder({ 'b.000001': first, 'b.000002': log }));
  const asked = surveyTail({ source, after: { kind: 'position', position: { file: 'b.000001', offset: 4 } } });
  await expect(asked).rejects.toMatchObject({
    code: 'binlog-damaged',
    message: expect.stringContaining('copy') as string,
  });
});

test('the newest file of a crash may have nothing in it yet', async () => {
  for (const nothing of [Buffer.alloc(0), Buffer.alloc(4096), log.subarray(0, 4), log.subarray(0, 20)]) {
    const source = folderLogs(await folder({ 'b.000001': log, 'b.000002': nothing }));
    const survey = await surveyTail({ source, after: { kind: 'position', position: { file: 'b.000001', offset: 4 } } });
    expect(survey.transactions).toBe(8);
    expect(survey.torn).toHaveLength(nothing.length > 0 ? 1 : 0);
  }
});

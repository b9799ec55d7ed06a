import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exampleOperation } from '../../../electron/engine/journal/example-journal.ts';
import type { Journal } from '../../../electron/engine/journal/journal.ts';
import { openJournal } from '../../../electron/engine/journal/open-journal.ts';
import { machinePrograms } from '../../../electron/engine/machine-programs.ts';
import { reportOf } from '../../../shared/domain/errors.ts';
import type { ErrorReport } from '../../../shared/domain/errors.ts';
import { startWriter } from './writer-process.ts';
import type { WriterProcess } from './writer-process.ts';

let directory: string;
let path: string;
let writers: WriterProcess[];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'signalbox-journal-'));
  path = join(directory, 'data', 'journal.db');
  writers = [];
});

afterEach(async () => {
  await Promise.all(writers.map((writer) => writer.kill()));
  rmSync(directory, { recursive: true, force: true });
});

function start(args: readonly string[], limitBlocks: number | null = null): WriterProcess {
  const writer = startWriter([path, ...args], limitBlocks);
  writers.push(writer);
  return writer;
}

function open(): Journal {
  return openJournal({ path, clock: Date.now, random: Math.random, programs: machinePrograms });
}

/** Everything that the writers said is durable is there, and nothing is broken. */
function expectKept(said: readonly string[]): void {
  const journal = open();
  const { ok, entries } = journal.verify();
  const ids = said.flatMap((line) => line.split(' '));
  expect(ok).toBe(true);
  expect(entries).toBeGreaterThanOrEqual(ids.length);
  for (const id of ids) expect(journal.record(id).id).toBe(id);
  journal.close();
}

function failureOf(work: () => unknown): ErrorReport | null {
  try {
    work();
    return null;
  } catch (thrown) {
    return reportOf(thrown);
  }
}

describe('programs that are killed while they write', () => {
  it('leave an unbroken chain with all that they had acknowledged', async () => {
    const said: string[] = [];
    for (const lines of [1, 7, 60, 150, 33]) {
      const writer = start(['records', '1000000']);
      await writer.said(lines);
      await writer.kill();
      expect(writer.lines.length).toBeGreaterThanOrEqual(lines);
      said.push(...writer.lines);
      expectKept(said);
    }
  });

  it('leave it so when two of them write and one is killed', async () => {
    const killed = start(['records', '1000000']);
    const other = start(['records', '200']);
    await killed.said(50);
    await killed.kill();
    await other.ended();
    expect(other.lines).toHaveLength(200);
    expectKept([...killed.lines, ...other.lines]);
  });
});

describe('programs that write at once', () => {
  it('take turns, also when the journal is new to all', async () => {
    const all = [1, 2, 3, 4].map(() => start(['records', '100']));
    await Promise.all(all.map((writer) => writer.ended()));
    for (const writer of all) expect(writer.lines.filter((line) => !line.startsWith('error'))).toHaveLength(100);
    expectKept(all.flatMap((writer) => writer.lines));
  });
});

describe('an operation of another program', () => {
  it('locks the cluster while it lives, and is told from a living one when it was killed', async () => {
    const writer = start(['operation']);
    await writer.said(1);
    const [operation] = writer.lines;
    const journal = open();
    const locked = failureOf(() => journal.beginOperation(exampleOperation()));
    expect(locked).toMatchObject({ code: 'operation-in-progress', details: { operation, living: true } });
    expect(failureOf(() => journal.abandonOperation(operation ?? '', 'no'))).toMatchObject({
      details: { living: true },
    });

    await writer.kill();
    const cutOff = failureOf(() => journal.beginOperation(exampleOperation()));
    expect(cutOff).toMatchObject({ code: 'operation-in-progress', details: { operation, living: false } });
    journal.abandonOperation(operation ?? '', 'looked at both servers');
    expect(journal.beginOperation(exampleOperation()).outcome).toBeNull();
    journal.close();
  });
});

describe('a disk that is full', () => {
  it('is journal-unwritable, and what was acknowledged stays', async () => {
    const writer = start(['records', '1000000'], 1024);
    await writer.ended();
    expect(writer.lines.at(-1)).toBe('error journal-unwritable');
    expect(writer.lines.length).toBeGreaterThan(10);
    expectKept(writer.lines.slice(0, -1));
  });
});

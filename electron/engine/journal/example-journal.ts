import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RecordContent } from '../../../shared/domain/record.ts';
import type { NewOperation } from './journal.ts';
import type { JournalOptions } from './journal-options.ts';
import type { Program } from './program.ts';

/** For tests: a place for a journal, and what is written into it. */
export interface ExamplePlace {
  readonly directory: string;
  readonly options: JournalOptions;
  /** Who the program is that opens the journal; and which programs live. */
  program: Program;
  readonly living: Set<number>;
  now: number; // epoch ms
  remove(): void;
}

export function examplePlace(): ExamplePlace {
  const directory = mkdtempSync(join(tmpdir(), 'signalbox-journal-'));
  let drawn = 0;
  const place: ExamplePlace = {
    directory,
    program: { pid: 1, startedAt: 10, boot: 'first' },
    living: new Set([1]),
    now: Date.UTC(2026, 10, 23, 15, 44),
    options: {
      path: join(directory, 'data', 'journal.db'),
      clock: () => (place.now += 1),
      random: () => ((drawn += 7) % 1000) / 1000,
      programs: { self: () => place.program, isRunning: ({ pid }) => place.living.has(pid) },
    },
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
  return place;
}

export function exampleRecord(bend: Partial<RecordContent> = {}): RecordContent {
  return {
    cluster: 'shop',
    server: 'db1:3306',
    reason: 'requested',
    note: null,
    operation: null,
    readAt: 1,
    family: 'mariadb',
    version: '10.11.19',
    uuid: null,
    serverId: 1,
    position: { file: 'binlog.000001', offset: 4 },
    gtid: { kind: 'none' },
    readOnly: false,
    superReadOnly: null,
    eventScheduler: 'OFF',
    channels: [],
    rawChannels: [{ Master_Host: 'db1 “quoted” 日本' }],
    ...bend,
  };
}

export function exampleOperation(bend: Partial<NewOperation> = {}): NewOperation {
  return { cluster: 'shop', kind: 'switchover', title: 'Switch shop to db2', plan: { nodes: [] }, guards: [], ...bend };
}

import { expect, it, vi } from 'vitest';
import type { DumpPreview, DumpRequest } from '../../shared/domain/dump.ts';
import { dumpCalls } from './dump-handlers.ts';
import type { HostInfo } from './handlers.ts';
import { createRunningDumps } from './running-dumps.ts';
import { scriptedEngine } from './testing/scripted-engine.ts';

const info: HostInfo = { version: '1', host: 'desktop', opening: 'start', log: vi.fn() };
const context = { signal: new AbortController().signal };
const asked = { cluster: 'shop', from: 'db2:3306', databases: null, keepStopped: false };

function handlers(more: Partial<HostInfo> = {}) {
  const looked: DumpRequest[] = [];
  const engine = scriptedEngine({
    previewDump: (request) => {
      looked.push(request);
      return Promise.resolve({ out: request.out } as DumpPreview);
    },
  });
  return { looked, calls: dumpCalls(engine, { ...info, ...more }, createRunningDumps(engine, vi.fn())) };
}

it.each(['/backup/a.sql', '/backup/a.SQL.GZ', '/backup/a.sql.zst', '~/a.zstd'])(
  'lets a page have %s made, by the program that the engine finds',
  async (out) => {
    const { looked, calls } = handlers();
    await expect(calls['dump.preview']({ ...asked, out }, context)).resolves.toMatchObject({ preview: { out } });
    expect(looked).toMatchObject([{ out, program: null }]);
  },
);

it.each(['/home/a/.ssh/authorized_keys', '/etc/cron.d/a', '/backup/sql', '/backup/a.sql.sh', '/backup/a.sql\n'])(
  'has no file like %j made for a page',
  async (out) => {
    const { looked, calls } = handlers();
    await expect(calls['dump.preview']({ ...asked, out }, context)).rejects.toMatchObject({ code: 'bad-usage' });
    expect(looked).toEqual([]);
  },
);

it('asks for a place where the host has a dialog, with a name to begin with', async () => {
  const choosePlace = vi.fn(() => Promise.resolve('/backup/a.sql.gz'));
  const withDialog = handlers({ choosePlace }).calls;
  const suggested = { suggested: 'db2.sql.gz' };
  await expect(withDialog['dump.chooseFile'](suggested, context)).resolves.toEqual({ path: '/backup/a.sql.gz' });
  expect(choosePlace).toHaveBeenCalledWith('db2.sql.gz');
  await expect(handlers().calls['dump.chooseFile'](suggested, context)).resolves.toEqual({ path: null });
});

import { expect, test } from 'vitest';
import type { DumpedPair } from '../../../shared/domain/dump.ts';
import { parseVersion } from '../../../shared/domain/server.ts';
import { Inventory } from '../import/dump/inventory.ts';
import { readStatement } from '../import/statements/read-statement.ts';
import { scanAll } from '../import/testing/scan-all.ts';
import { headerText } from './header.ts';

function read(text: string) {
  const inventory = new Inventory();
  for (const piece of scanAll(Buffer.from(text))) {
    inventory.add(piece, piece.kind === 'statement' ? readStatement(piece) : null);
  }
  return inventory.model();
}

function headerOf(version: string, pair: DumpedPair, warnings: readonly string[] = []): string {
  return headerText({
    server: 'db2:3306',
    version: parseVersion(version),
    at: '2026-01-02T03:04:05.000Z',
    pair,
    warnings,
  });
}

const uuid = '3e11fa47-71ca-11e1-9e33-c80aa9429562';

const pair: DumpedPair = {
  own: { position: { file: 'own.000007', offset: 120 }, gtid: null },
  channels: [{ channel: '', source: 'db1:3307', position: { file: 'its.000003', offset: 4 }, gtid: null }],
};

test('in words, whose position and what for', () => {
  expect(headerOf('10.11.18-MariaDB', pair)).toBe(
    [
      '--',
      '-- Taken with Signalbox of db2:3306 (MariaDB 10.11.18), snapshot at 2026-01-02T03:04:05.000Z',
      '--',
      "-- Position of this server's own binary log, for slaves (replicas) OF it, from SHOW MASTER STATUS at the snapshot:",
      "-- CHANGE MASTER TO MASTER_LOG_FILE='own.000007', MASTER_LOG_POS=120;",
      '--',
      '-- Position executed of its own master (source), for rebuilding this server or a sibling of it, from SHOW SLAVE STATUS at the snapshot:',
      "-- CHANGE MASTER TO MASTER_HOST='db1', MASTER_PORT=3307, MASTER_LOG_FILE='its.000003', MASTER_LOG_POS=4;",
      '--',
      '',
      '',
    ].join('\n'),
  );
});

test.each(['5.6.24', '8.0.20', '9.7.4', '10.11.18-MariaDB'])('the scanner reads both pairs back (%s)', (version) => {
  const gtid = version.includes('Maria') ? '0-1-7,1-2-9' : `${uuid}:1-5,\n${uuid}:7`;
  const [channel] = pair.channels;
  if (channel === undefined || pair.own === null) throw new Error('no pair');
  const full = {
    own: { ...pair.own, gtid },
    channels: [{ ...channel, channel: version === '5.6.24' ? '' : 'o`n"e', gtid }],
  };
  const { coordinates, statements } = read(headerOf(version, full));
  expect(statements).toBe(0);
  expect(coordinates.sources).toMatchObject([
    { of: 'dumped-server', logFile: 'own.000007', logPosition: 120, host: null, commented: true },
    { of: 'its-source', logFile: 'its.000003', logPosition: 4, host: 'db1', port: 3307, commented: true },
  ]);
  const gtids = version.includes('Maria') ? coordinates.gtidSlavePos : coordinates.gtidPurged;
  expect(gtids.map(({ of }) => of)).toEqual(['dumped-server', 'its-source']);
  expect(gtids.map(({ gtids: text }) => text)).toEqual(Array(2).fill(gtid.replaceAll('\n', '')));
});

test('nothing that was named ends the comment', () => {
  const [channel] = pair.channels;
  if (channel === undefined) throw new Error('no channel');
  const hostile = { ...pair, channels: [{ ...channel, channel: 'a\nDROP DATABASE b;\r\u2028c' }] };
  const text = headerOf('9.7.4', hostile, ['x\nDROP TABLE y;']);
  expect(text.split(/[\n\r]/).every((line) => line === '' || line.startsWith('--'))).toBe(true);
  expect(read(text).statements).toBe(0);
});

test('without a binary log it says so', () => {
  const { coordinates } = read(headerOf('9.7.4', { ...pair, own: null }));
  expect(coordinates.sources).toMatchObject([{ of: 'its-source' }]);
});

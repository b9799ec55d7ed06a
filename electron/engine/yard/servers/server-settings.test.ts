import { describe, expect, test } from 'vitest';
import { flavours } from '../../../../shared/domain/flavour.ts';
import { serverConfiguration } from './server-settings.ts';
import type { SettingsRequest } from './server-settings.ts';

const spec = { name: 's2', serverId: 2, port: 20_002, directory: '/y/s2', socket: '/y/s2.sock' };
const request: SettingsRequest = {
  family: 'mariadb',
  positions: 'gtid',
  spec,
  base: ['basedir=/b'],
  runsAsRoot: false,
};
const linesOf = (change: Partial<SettingsRequest>) => serverConfiguration({ ...request, ...change }).split('\n');

describe('a server’s my.cnf', () => {
  test.each(flavours)('%s: loopback only, own id, binlog on, and read-only after a restart', (family) => {
    expect(linesOf({ family })).toEqual(
      expect.arrayContaining([
        '[mysqld]',
        'basedir=/b',
        'bind-address=127.0.0.1',
        'server-id=2',
        'port=20002',
        'report-port=20002',
        'log-bin=binlog',
        'read-only=ON',
        'skip-name-resolve',
        'datadir=/y/s2/data',
      ]),
    );
  });

  test('MySQL: GTIDs as asked for, super_read_only beside read_only', () => {
    expect(linesOf({ family: 'mysql' })).toEqual(expect.arrayContaining(['gtid-mode=ON', 'super-read-only=ON']));
    expect(linesOf({ family: 'mysql', positions: 'file' })).toContain('gtid-mode=OFF');
  });

  test('the account is named only where the server would refuse to run as root', () => {
    expect(linesOf({ runsAsRoot: true })).toContain('user=root');
    expect(linesOf({ runsAsRoot: false })).not.toContain('user=root');
  });

  test('overrides replace defaults, and null leaves an option out', () => {
    const lines = linesOf({ overrides: { 'log-bin': null, 'server-id': 7, 'skip-slave-start': true } });
    expect(lines).toEqual(expect.arrayContaining(['server-id=7', 'skip-slave-start']));
    expect(lines.filter((line) => line.startsWith('log-bin') || line === 'server-id=2')).toEqual([]);
  });
});

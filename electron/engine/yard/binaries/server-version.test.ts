import { describe, expect, test } from 'vitest';
import { isSuitable, readServerVersion } from './server-version.ts';
import { binaryRecipes } from './server-binaries.ts';

const lines = {
  mariadb: '/usr/sbin/mariadbd  Ver 10.11.18-MariaDB-0+deb12u1 for debian-linux-gnu on x86_64 (Debian 12)',
  mysql: '/usr/sbin/mysqld  Ver 9.7.4-2 for Linux on x86_64 ((Debian))',
  old: 'mysqld  Ver 5.6.24 for debian-linux-gnu on x86_64 (Source distribution)',
};

describe('server versions', () => {
  test.each([
    ['mariadb', lines.mariadb, true],
    ['mariadb', lines.mysql, false],
    ['mysql', lines.mysql, true],
    ['mysql', lines.mariadb, false],
    ['mysql', lines.old, false],
  ] as const)('for %s: %s', (family, line, suitable) => {
    const version = readServerVersion(line);
    expect(version !== null && isSuitable(binaryRecipes[family], version)).toBe(suitable);
  });

  test('other words give no version', () => {
    expect(readServerVersion('bash: mysqld: command not found')).toBeNull();
  });
});

import { expect, test } from 'vitest';
import { parseVersion } from '../../../shared/domain/server.ts';
import { dumpArguments } from './arguments.ts';
import { readProgramVersion, suitability } from './dump-program.ts';
import { withHeader } from './with-header.ts';

const versionOf = parseVersion;

test.each([
  ['mysqldump  Ver 9.7.4-2 for Linux on x86_64 ((Debian))', 'mysql', '9.7.4-2'],
  ['mysqldump  Ver 10.13 Distrib 5.6.24, for linux-glibc2.5 (x86_64)', 'mysql', '5.6.24'],
  ['mysqldump  Ver 8.0.36 for Linux on x86_64 (MySQL Community Server - GPL)', 'mysql', '8.0.36'],
  ['mariadb-dump  Ver 10.19 Distrib 10.11.18-MariaDB, for debian-linux-gnu (x86_64)', 'mariadb', '10.11.18-MariaDB'],
  ['mariadb-dump from 11.4.2-MariaDB, client 10.19 for debian-linux-gnu (x86_64)', 'mariadb', '11.4.2-MariaDB'],
])('%s', (line, family, text) => {
  expect(readProgramVersion(line)).toMatchObject({ family, text });
});

test('what is no dump program has no version', () => {
  expect(readProgramVersion('GNU bash, version 5.2')).toBeNull();
});

test.each([
  ['10.11.18-MariaDB', '10.11.14-MariaDB', 'good'],
  ['10.6.3-MariaDB', '10.11.14-MariaDB', 'warn'],
  ['10.11.18-MariaDB', '11.4.2-MariaDB', 'unsuitable'],
  ['10.11.18-MariaDB', '5.6.24', 'unsuitable'],
  ['9.7.4', '10.11.14-MariaDB', 'unsuitable'],
  ['9.7.4', '9.7.1', 'good'],
  ['9.7.4', '8.0.36', 'good'],
  ['9.7.4', '5.6.24', 'warn'],
  ['5.6.24', '5.6.51', 'good'],
  ['5.7.44', '8.0.36', 'unsuitable'],
  ['8.0.36', '8.4.2', 'unsuitable'],
])('a program of %s for a server of %s: %s', (program, server, kind) => {
  expect(suitability(versionOf(program), versionOf(server)).kind).toBe(kind);
});

const usual = { databases: ['a', 'b c'], ownPosition: 'stillness', gtids: false } as const;

test('one snapshot of the databases named, which come last', () => {
  const options = dumpArguments({
    ...usual,
    program: versionOf('10.11.18-MariaDB'),
    server: versionOf('10.11.14-MariaDB'),
  });
  expect(options).toEqual(
    expect.arrayContaining(['--single-transaction', '--quick', '--routines', '--triggers', '--events']),
  );
  expect(options.slice(-3)).toEqual(['--databases', 'a', 'b c']);
  expect(options.join(' ')).not.toMatch(/gtid|master-data|source-data|column-statistics|password/);
});

test.each([
  ['10.11.18-MariaDB', '10.11.14-MariaDB', false, ['--master-data=2']],
  ['9.7.4', '9.7.4', true, ['--source-data=2', '--set-gtid-purged=COMMENTED']],
  ['9.7.4', '9.7.4', false, ['--source-data=2', '--set-gtid-purged=OFF']],
  ['8.0.20', '8.0.20', true, ['--master-data=2', '--set-gtid-purged=COMMENTED']],
  ['5.6.24', '5.6.24', true, ['--master-data=2', '--set-gtid-purged=OFF']],
  ['9.7.4', '5.6.24', false, ['--source-data=2', '--set-gtid-purged=OFF', '--column-statistics=0']],
] as const)('%s asks %s for its position (GTIDs %s)', (program, server, gtids, wanted) => {
  const ownPosition = program.includes('Maria') ? 'snapshot' : 'read-lock';
  const options = dumpArguments({
    ...usual,
    ownPosition,
    gtids,
    program: versionOf(program),
    server: versionOf(server),
  });
  expect(options.filter((option) => /-data=|gtid|statistics/.test(option))).toEqual(wanted);
});

test('the header stands in front, behind the line that begins MariaDB’s sandbox', () => {
  const sandbox = '/*M!999999\\- enable the sandbox mode */ \n';
  expect(withHeader(Buffer.from('-- MySQL dump'), '-- ours\n').toString()).toBe('-- ours\n-- MySQL dump');
  expect(withHeader(Buffer.from(`${sandbox}-- MariaDB dump`), '-- ours\n').toString()).toBe(
    `${sandbox}-- ours\n-- MariaDB dump`,
  );
});

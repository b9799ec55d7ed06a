import { expect, test } from 'vitest';
import type { Finding, FindingCode, Severity } from '../../../../shared/domain/finding.ts';
import { orderFindings } from './order-findings.ts';

const found = (code: FindingCode, severity: Severity, since: number): Finding => ({
  ...{ code, severity, since },
  ...{ server: 'db3:3306', servers: ['db3:3306'], message: '', explanation: '' },
});
const order = (...findings: readonly Finding[]) => orderFindings(findings).map(({ code }) => code);

test('worst first, then the oldest', () => {
  const [late, early] = [found('two-writable-servers', 'critical', 9), found('replication-stopped', 'critical', 3)];
  expect(order(found('replica-lagging', 'warning', 1), late, early)).toEqual([
    'replication-stopped',
    'two-writable-servers',
    'replica-lagging',
  ]);
});

test('a position that was reset comes before the error that it led to, which was seen earlier', () => {
  const [error, reset] = [found('replication-stopped', 'critical', 3), found('position-reset', 'critical', 9)];
  expect(order(error, reset)).toEqual(['position-reset', 'replication-stopped']);
});

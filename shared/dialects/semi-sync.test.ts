import { expect, test } from 'vitest';
import type { Row } from '../domain/row.ts';
import { semiSyncReader } from './groups/semi-sync.ts';
import { switchSemiSync } from './semi-sync.ts';

function rows(values: Readonly<Record<string, string>>): readonly Row[] {
  return Object.entries(values).map(([Variable_name, Value]) => ({ Variable_name, Value }));
}

test('MariaDB has both sides built in, and always waits for one', () => {
  const variables = rows({
    rpl_semi_sync_master_enabled: 'ON',
    rpl_semi_sync_master_timeout: '10000',
    rpl_semi_sync_master_wait_no_slave: 'ON',
    rpl_semi_sync_master_wait_point: 'AFTER_COMMIT',
    rpl_semi_sync_slave_enabled: 'OFF',
  });
  const status = rows({
    Rpl_semi_sync_master_clients: '2',
    Rpl_semi_sync_master_status: 'ON',
    Rpl_semi_sync_master_wait_sessions: '1',
    Rpl_semi_sync_slave_status: 'OFF',
  });
  expect(semiSyncReader.parse({ variables, status })).toEqual({
    source: {
      word: 'master',
      enabled: true,
      count: 1,
      timeoutMs: 10_000,
      waitsForNobody: true,
      waitPoint: 'AFTER_COMMIT',
      waits: true,
      clients: 2,
      waitingSessions: 1,
    },
    replica: { word: 'slave', enabled: false, acknowledges: false },
  });
});

test('MySQL has what is loaded, and counts acknowledgements', () => {
  const variables = rows({
    rpl_semi_sync_source_enabled: 'OFF',
    rpl_semi_sync_source_timeout: '1000',
    rpl_semi_sync_source_wait_for_replica_count: '2',
    rpl_semi_sync_source_wait_no_replica: 'OFF',
    rpl_semi_sync_source_wait_point: 'AFTER_SYNC',
  });
  const facts = semiSyncReader.parse({ variables, status: rows({ Rpl_semi_sync_source_status: 'OFF' }) });
  expect(facts).toMatchObject({
    source: { word: 'source', enabled: false, count: 2, waitsForNobody: false, waits: false, clients: 0 },
    replica: null,
  });
});

test('nothing is loaded', () => {
  expect(semiSyncReader.parse({ variables: [], status: [] })).toEqual({ source: null, replica: null });
});

test('the switch by the word that the server has', () => {
  expect(switchSemiSync('master', true, false)).toBe('SET GLOBAL rpl_semi_sync_master_enabled = ON');
  expect(switchSemiSync('replica', false, true)).toBe('SET PERSIST rpl_semi_sync_replica_enabled = OFF');
});

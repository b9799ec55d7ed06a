import { describe, expect, test } from 'vitest';
import { channelState } from './yard-replication.ts';

describe('the state of a channel', () => {
  test.each([
    ['MariaDB', { Slave_IO_Running: 'Yes', Slave_SQL_Running: 'Yes', Last_IO_Error: '', Last_SQL_Error: '' }],
    ['MySQL', { Replica_IO_Running: 'Yes', Replica_SQL_Running: 'Yes', Last_IO_Error: '', Last_SQL_Error: '' }],
  ])('%s: runs', (_family, row) => {
    expect(channelState(row).running).toBe(true);
  });

  test('a connecting one does not run and says why', () => {
    const row = {
      Slave_IO_Running: 'Connecting',
      Slave_SQL_Running: 'Yes',
      Last_IO_Error: 'no route',
      Last_SQL_Error: '',
    };
    expect(channelState(row)).toEqual({ running: false, complaint: 'no route' });
  });

  test('a stopped one without an error shows its threads', () => {
    const row = { Replica_IO_Running: 'No', Replica_SQL_Running: 'Yes', Last_IO_Error: '', Last_SQL_Error: '' };
    expect(channelState(row)).toEqual({ running: false, complaint: 'IO No, SQL Yes' });
  });
});

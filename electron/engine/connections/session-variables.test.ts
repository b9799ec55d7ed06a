import { expect, test } from 'vitest';

import { setVariables } from './session-variables.ts';
import type { Session } from './session.ts';

function recording(sent: string[]): Session {
  return {
    server: 'db1:3306',
    connectionId: 1,
    closed: false,
    query: (sql) => {
      sent.push(sql);
      return Promise.resolve([]);
    },
    close: () => Promise.resolve(),
  };
}

test('sets all in one statement, and sends none for none', async () => {
  const sent: string[] = [];
  await setVariables(recording(sent), { wait_timeout: 60, time_zone: '+00:00' }, 1000);
  await setVariables(recording(sent), {}, 1000);
  expect(sent).toEqual(["SET SESSION wait_timeout = 60, time_zone = '+00:00'"]);
});

test('refuses what could end the statement', async () => {
  await expect(setVariables(recording([]), { sql_mode: "'; DROP" }, 1000)).rejects.toMatchObject({ code: 'bad-input' });
  await expect(setVariables(recording([]), { 'a = 1, b': 1 }, 1000)).rejects.toMatchObject({ code: 'bad-input' });
});

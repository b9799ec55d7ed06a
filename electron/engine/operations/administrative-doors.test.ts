import { expect, test } from 'vitest';
import { SignalboxError } from '../../../shared/domain/errors.ts';
import type { Session } from '../connections/session.ts';
import { AdministrativeDoors } from './administrative-doors.ts';

const settings = { port: '3306', hostname: 'db1', server_id: '1' };

function sessionOf(variables: Readonly<Record<string, string>>): Session {
  return {
    server: 'db1:3306',
    connectionId: 1,
    closed: false,
    query: () =>
      Promise.resolve(Object.entries(variables).map(([name, value]) => ({ Variable_name: name, Value: value }))),
    close: () => Promise.resolve(),
  };
}

/** A server with room for one ordinary session, and what is behind its other ports. */
function serverWith(variables: Readonly<Record<string, string>>, behind: Readonly<Record<number, Session>>) {
  const asked: (number | null)[] = [];
  const doors = new AdministrativeDoors((_server, port) => {
    asked.push(port);
    const full = asked.length > 1 && port === null;
    const found = port === null ? sessionOf(variables) : behind[port];
    return full || found === undefined
      ? Promise.reject(new SignalboxError('server-refused', 'Too many connections', { details: { number: 1040 } }))
      : Promise.resolve(found);
  });
  return { doors, asked };
}

test.each([
  { name: 'MariaDB', extra: { extra_port: '3307' }, port: 3307 },
  { name: 'MySQL', extra: { admin_port: '33062', admin_address: '127.0.0.1' }, port: 33062 },
])('$name: a full server is entered by its extra port', async ({ extra, port }) => {
  const variables = { ...settings, ...extra };
  const { doors, asked } = serverWith(variables, { [port]: sessionOf(variables) });
  await doors.open('db1:3306');
  await doors.open('db1:3306');
  expect(asked).toEqual([null, null, port]);
});

test.each([
  { name: 'no extra port', variables: settings },
  { name: 'an admin port that does not listen', variables: { ...settings, admin_port: '33062', admin_address: '' } },
])('$name: the refusal stays', async ({ variables }) => {
  const { doors, asked } = serverWith(variables, {});
  await doors.open('db1:3306');
  await expect(doors.open('db1:3306')).rejects.toMatchObject({ code: 'server-refused' });
  expect(asked).toEqual([null, null]);
});

test('another server behind that port is left again', async () => {
  const variables = { ...settings, extra_port: '3307' };
  const { doors } = serverWith(variables, { 3307: sessionOf({ ...variables, server_id: '2' }) });
  await doors.open('db1:3306');
  await expect(doors.open('db1:3306')).rejects.toMatchObject({ code: 'server-refused' });
});

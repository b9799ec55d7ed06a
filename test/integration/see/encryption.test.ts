import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { createConnector } from '../../../electron/engine/connections/connector.ts';
import { filesOf } from '../../../electron/engine/yard/servers/server-spec.ts';
import type { TlsConfiguration, TlsMode } from '../../../shared/domain/configuration.ts';
import { describeOn } from '../../kit/families.ts';
import { startTopology, testAccounts, type Topology } from '../../kit/topology.ts';

/** The cipher of a session opened in a mode; '' on a plain one. */
async function cipher(topology: Topology, mode: TlsMode, caFile: string | null = null): Promise<string> {
  const { user, password } = testAccounts.operate;
  const tls: TlsConfiguration = { mode, caFile, certFile: null, keyFile: null };
  const target = { server: topology.source.address, user, password: () => Promise.resolve(password), tls };
  const session = await createConnector().open(target, { connectWithinMs: 5000 });
  const [row] = await session.query("SHOW SESSION STATUS LIKE 'Ssl_cipher'", { withinMs: 5000 });
  await session.close();
  return String(row?.['Value']);
}

await describeOn('mysql', 'encryption with a server that has a certificate of its own making', () => {
  let topology: Topology;

  beforeAll(async () => {
    topology = await startTopology({ family: 'mysql', positions: 'gtid', replicas: 0 });
  });
  afterAll(() => topology.stop());

  const ca = () => join(filesOf(topology.source.spec).data, 'ca.pem');

  test('off is plain, on loopback also for an account that was never seen', async () => {
    await topology.source.query('FLUSH PRIVILEGES');
    expect(await cipher(topology, 'off')).toBe('');
  });

  test('preferred and required encrypt', async () => {
    expect(await cipher(topology, 'preferred')).toMatch(/^TLS_/);
    expect(await cipher(topology, 'required')).toMatch(/^TLS_/);
  });

  test('verify-ca wants the authority that signed', async () => {
    expect(await cipher(topology, 'verify-ca', ca())).toMatch(/^TLS_/);
    await expect(cipher(topology, 'verify-ca')).rejects.toMatchObject({ code: 'server-tls' });
  });

  test('verify-identity wants the address in the certificate too', async () => {
    await expect(cipher(topology, 'verify-identity', ca())).rejects.toThrow(/does not match certificate/);
  });
});

await describeOn('mariadb', 'encryption with a server that has no certificate', () => {
  let topology: Topology;

  beforeAll(async () => {
    topology = await startTopology({ family: 'mariadb', positions: 'gtid', replicas: 0 });
  });
  afterAll(() => topology.stop());

  test('preferred is plain there, and required refuses', async () => {
    expect(await cipher(topology, 'preferred')).toBe('');
    await expect(cipher(topology, 'required')).rejects.toMatchObject({ code: 'server-tls' });
  });
});

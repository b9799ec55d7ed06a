import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { expect, test } from 'vitest';

import { openSignalbox } from './kit/open-signalbox.ts';
import { outcome } from './kit/wizard.ts';

const yardMs = 90_000;

interface YardNote {
  readonly servers: readonly { readonly spec: { readonly port: number; readonly socket: string } }[];
}

/** Statements from a plain client on the server's own machine, as somebody else would send them. */
async function asRoot(home: string, server: string, statements: readonly string[]): Promise<void> {
  const note = JSON.parse(await readFile(join(home, 'yard/yard.json'), 'utf8')) as YardNote;
  const socketPath = note.servers.find(({ spec }) => server.endsWith(`:${String(spec.port)}`))?.spec.socket;
  if (socketPath === undefined) throw new Error(`The yard has no server ${server}.`);
  const password = await readFile(join(home, 'yard/passwords/root'), 'utf8');
  const client = await createConnection({ socketPath, user: 'root', password });
  try {
    for (const sql of statements) await client.query(sql);
  } finally {
    client.destroy();
  }
}

test(
  'CHANGE MASTER without coordinates: the map says what happened, and put back ends with replication running',
  { timeout: 300_000 },
  async (context) => {
    const { page, home } = await openSignalbox(context);
    await page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name: 'Settings' }).click();
    await page.getByText('MariaDB, file', { exact: true }).click();
    await page.getByRole('button', { name: 'Start the yard' }).click();
    await page.getByRole('button', { name: 'Switch over…' }).waitFor({ timeout: yardMs });
    await page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name: 'Map' }).click();

    const slaves = page.getByRole('button', { name: /^127\.0\.0\.1:\d+, Slave/ });
    await slaves.first().waitFor({ timeout: yardMs });
    const server = /^127\.0\.0\.1:\d+/.exec((await slaves.first().getAttribute('aria-label')) ?? '')?.[0] ?? '';

    await asRoot(home, server, ['STOP SLAVE']);
    const findings = page.getByRole('region', { name: 'Findings' });
    await findings
      .getByRole('button', { name: /stopped|not running/i })
      .first()
      .waitFor();
    await asRoot(home, server, ["CHANGE MASTER TO MASTER_HOST = '127.0.0.1'", 'START SLAVE']);
    await findings.getByRole('button', { name: /the position was reset/ }).waitFor();

    await findings.getByRole('link', { name: 'Put it back…' }).click();
    await page.getByRole('button', { name: 'Check whether it is proved' }).click();
    await page.getByRole('region', { name: 'Where its data stands' }).getByText('Proved.').waitFor({ timeout: 60_000 });
    for (const warning of await page.getByRole('checkbox', { name: /^Go on with/ }).all()) await warning.check();
    await page.getByRole('button', { name: 'Show the plan' }).click();
    await page.getByRole('button', { name: `Put ${server} back` }).click();
    expect(await outcome(page)).toBe(`${server} is back where it stood.`);
    await page.getByRole('button', { name: 'Back to the map' }).click();
    await findings.getByRole('button', { name: /the position was reset/ }).waitFor({ state: 'detached' });
    const card = page.getByRole('button', { name: new RegExp(`^${server}, Slave`) });
    await expect.poll(() => card.getAttribute('aria-label'), { timeout: 30_000 }).not.toMatch(/stopped/);
  },
);

import { mkdir, writeFile } from 'node:fs/promises';
import type { ServerBinaries } from '../binaries/server-binaries.ts';
import { accountStatements } from './accounts.ts';
import type { Accounts } from './accounts.ts';
import { copyTemplate } from './data-directory.ts';
import { serverConfiguration } from './server-settings.ts';
import type { Positions, Settings } from './server-settings.ts';
import { filesOf } from './server-spec.ts';
import type { ServerSpec } from './server-spec.ts';

export interface Preparation {
  readonly binaries: ServerBinaries;
  readonly template: string;
  readonly positions: Positions;
  readonly accounts: Accounts;
  readonly overrides?: Settings;
}

/** Lays a server's files: data, configuration, and what its first start has to say. Readable by their owner only. */
export async function prepareServer(spec: ServerSpec, preparation: Preparation): Promise<void> {
  const { binaries, template, positions, accounts, overrides = {} } = preparation;
  const files = filesOf(spec);
  await mkdir(spec.directory, { recursive: true, mode: 0o700 });
  await mkdir(files.temporary, { recursive: true, mode: 0o700 });
  await copyTemplate(template, files.data);
  const configuration = serverConfiguration({
    family: binaries.family,
    positions,
    spec,
    base: binaries.options,
    runsAsRoot: process.getuid?.() === 0,
    overrides,
  });
  await writeFile(files.configuration, configuration, { mode: 0o600 });
  const statements = accountStatements(binaries.family, accounts);
  await writeFile(files.firstStatements, statements.map((sql) => `${sql};\n`).join(''), { mode: 0o600 });
}

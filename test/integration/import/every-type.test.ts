import { afterAll, beforeAll, expect, test } from 'vitest';
import { flavours } from '../../../shared/domain/flavour.ts';
import { quoteName } from '../../../shared/dialects/quote.ts';
import { describeOn } from '../../kit/families.ts';
import type { TestServer } from '../../kit/test-server.ts';
import { everyDatabase, everyTypeStatements } from './every-type.ts';
import { comparable, loadInto } from './load-into.ts';
import { takeDump } from './take-dump.ts';
import { runAll, startTwoServers, type TwoServers } from './two-servers.ts';

const usual = ['--databases', everyDatabase, '--routines', '--triggers', '--events'];

/** By number of connections: the options that change what a dump looks like. */
const ways: readonly (readonly [number, readonly string[]])[] = [
  [1, ['--skip-extended-insert']],
  [2, ['--hex-blob', '--complete-insert']],
  [8, ['--net-buffer-length=4096']],
];

for (const family of flavours) {
  await describeOn(family, 'every type, key and name', () => {
    let servers: TwoServers;
    beforeAll(async () => {
      servers = await startTwoServers(family);
      await runAll(servers.source, everyTypeStatements(family));
    });
    afterAll(() => servers.topology.stop());

    test.each(ways)('%i connections, %j: the second dump is the first', async (lanes, options) => {
      const { topology, source, target } = servers;
      const all = [...usual, ...options];
      const before = await takeDump(topology, all);
      for (const schema of [everyDatabase, 'signalbox_import'])
        await target.query(`DROP DATABASE IF EXISTS ${quoteName(schema)}`);
      const result = await loadInto(before, target, { lanes });
      expect(result.skipped.filter(({ reason }) => reason === 'error')).toEqual([]);
      expect(comparable(await takeDump({ family, source: target }, all))).toEqual(comparable(before));
      expect(await definitions(target)).toEqual(await definitions(source));
    });
  });
}

/** SHOW CREATE TABLE of everything in the database, by name. */
async function definitions(server: TestServer): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const row of await server.query(`SHOW TABLES FROM ${quoteName(everyDatabase)}`)) {
    const name = String(Object.values(row)[0]);
    const [shown] = await server.query(`SHOW CREATE TABLE ${quoteName(everyDatabase)}.${quoteName(name)}`);
    found[name] = String(shown?.['Create Table'] ?? shown?.['Create View']);
  }
  return found;
}

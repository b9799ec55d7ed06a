import { afterAll, beforeAll, expect, test } from 'vitest';
import { SignalboxError } from '../../../shared/domain/errors.ts';
import { describeOn } from '../../kit/families.ts';
import { fewOf } from '../../kit/few-of.ts';
import type { TestServer } from '../../kit/test-server.ts';
import { flavours } from '../../../shared/domain/flavour.ts';
import { waitFor } from '../../kit/wait-for.ts';
import { comparable, loadInto } from './load-into.ts';
import { sampleStatements } from './sample-database.ts';
import { takeDump } from './take-dump.ts';
import { startTwoServers, type TwoServers } from './two-servers.ts';

const rowsOfLarge = 20_000;
const moments = [0.1, 0.2, 0.35, 0.5, 0.6, 0.7, 0.8, 0.9];

for (const family of flavours) {
  await describeOn(family, 'an import that is ended and gone on with', () => {
    let servers: TwoServers;
    let dump: Buffer;
    let whole: number | null = null; // ms: an import that nobody stops
    const options = ['--databases', 'shop', '--routines', '--triggers', '--events', '--net-buffer-length=16384'];
    beforeAll(async () => {
      servers = await startTwoServers(family);
      const { source } = servers;
      for (const sql of sampleStatements(family)) await source.query(sql);
      await source.query('CREATE TABLE shop.large (a INT, b VARCHAR(200), KEY a (a), KEY b (b(20))) ENGINE=InnoDB');
      const values = Array.from({ length: 1000 }, (_, n) => `(${String(n % 97)}, REPEAT('x', 150))`).join(',');
      for (let done = 0; done < rowsOfLarge; done += 1000)
        await source.query(`INSERT INTO shop.large VALUES ${values}`);
      dump = await takeDump(servers, options);
    });
    afterAll(() => servers.topology.stop());

    test.each(fewOf(moments, 3, { offset: flavours.indexOf(family) }))(
      'gives the same when it was stopped after %d of its time',
      async (part) => {
        await clean();
        whole ??= await timed(() => loadInto(dump, target(), { lanes: 3 }));
        await clean();
        const stop = new AbortController();
        setTimeout(() => stop.abort(), whole * part);
        await loadInto(dump, target(), { lanes: 3, signal: stop.signal }).catch(expectCode('cancelled'));
        await loadInto(dump, target(), { lanes: 2 });
        await expectSame();
      },
    );

    test('gives the same when a connection or the server was killed', async () => {
      for (const kill of [killConnections, killServer]) {
        await clean();
        const ended = loadInto(dump, target(), { lanes: 3 }).catch(
          expectCode('import-statement-failed', 'server-connection-lost', 'server-unreachable'),
        );
        await waitFor('rows', rowsSoFar, (rows) => rows > 1000);
        await kill();
        await ended;
        await waitFor(
          'the server',
          () =>
            target()
              .value('SELECT 1')
              .catch(() => 0),
          (one) => one === 1,
        );
        await loadInto(dump, target(), { lanes: 3 });
        await expectSame();
      }
    });

    test('an error names its place, and what is committed stays', async () => {
      await clean();
      await target().query('CREATE DATABASE shop');
      const broken = Buffer.from(
        dump.toString('latin1').replace('INSERT INTO `large`', 'INSERT INTO `larger`'),
        'latin1',
      );
      const error = await loadInto(broken, target(), { lanes: 2 }).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: 'import-statement-failed', details: { number: 1146 } });
      expect((error as Error).message).toMatch(/^Line \d+, byte \d+/);
      const passed: string[] = [];
      await loadInto(broken, target(), {
        lanes: 2,
        skipErrors: new Set([1146]),
        onSkipped: (_skip, statement) => passed.push(statement.toString('latin1', 0, 20)),
      });
      expect(passed).toEqual(['INSERT INTO `larger`']);
    });

    function target(): TestServer {
      return servers.target;
    }

    async function clean(): Promise<void> {
      for (const schema of ['shop', 'signalbox_import']) await target().query(`DROP DATABASE IF EXISTS ${schema}`);
    }

    /** Row by row, since a table without a key has no order. */
    async function expectSame(): Promise<void> {
      const rowByRow = [...options, '--skip-extended-insert'];
      const [there, here] = [await takeDump({ family, source: target() }, rowByRow), await takeDump(servers, rowByRow)];
      expect(differing(comparable(there).toSorted(), comparable(here).toSorted())).toEqual([]);
      expect(await target().query("SHOW DATABASES LIKE 'signalbox_import'")).toEqual([]);
    }

    async function rowsSoFar(): Promise<number> {
      return Number(
        await target()
          .value('SELECT COUNT(*) FROM shop.large')
          .catch(() => 0),
      );
    }

    async function killConnections(): Promise<void> {
      for (const row of await target().query(
        "SELECT id AS id FROM information_schema.processlist WHERE user = 'loader'",
      ))
        await target()
          .query(`KILL ${String(row['id'])}`)
          .catch(() => undefined);
    }

    async function killServer(): Promise<void> {
      await target().kill();
      await target().start();
    }
  });
}

/** The first lines that differ: whole dumps are too long to be shown. */
function differing(some: readonly string[], others: readonly string[]): readonly string[] {
  if (some.length !== others.length) return [`${String(some.length)} lines instead of ${String(others.length)}`];
  return some.filter((line, index) => line !== others[index]).slice(0, 3);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

function expectCode(...codes: readonly string[]): (error: unknown) => void {
  return (error) => {
    if (!(error instanceof SignalboxError) || !codes.includes(error.code)) throw error;
  };
}

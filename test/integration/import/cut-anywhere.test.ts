import { afterAll, beforeAll, expect, test } from 'vitest';
import { flavours } from '../../../shared/domain/flavour.ts';
import { describeOn } from '../../kit/families.ts';
import { fewOf, testsVariable } from '../../kit/few-of.ts';
import type { TestServer } from '../../kit/test-server.ts';
import { Cut } from './cut-session.ts';
import { comparable, loadInto, openAsLoader } from './load-into.ts';
import { sampleStatements } from './sample-database.ts';
import { takeDump } from './take-dump.ts';
import { startTwoServers, type TwoServers } from './two-servers.ts';

const usual = ['--databases', 'shop', '--routines', '--triggers', '--events'];

/** Each of them is cut at some of its statements; together they are cut nearly everywhere. One of them a day. */
const optionSets: readonly (readonly string[])[] = [
  ['--skip-extended-insert'],
  ['--skip-add-drop-table'],
  ['--replace', '--skip-extended-insert'],
  ['--insert-ignore', '--add-drop-database'],
];
/** Everything is done, and the marks go. */
const statementsOfEnd = 3;
/** Where all tests are wanted at every statement, which takes minutes. */
const cutsOfEach = process.env[testsVariable] === 'thorough' ? Infinity : 4;

for (const family of flavours) {
  await describeOn(family, 'an import that is cut off at a statement', () => {
    let servers: TwoServers;
    let whole: readonly string[];
    beforeAll(async () => {
      servers = await startTwoServers(family);
      for (const sql of sampleStatements(family)) await servers.source.query(sql);
      whole = await rowByRow(servers.source);
    });
    afterAll(() => servers.topology.stop());

    test.each(fewOf(optionSets, 1, { offset: flavours.indexOf(family) }))(
      'goes on to the same end, wherever that was: %s %s',
      async (...options) => {
        const dump = await takeDump(servers, [...usual, ...options]);
        const { sent } = await cutAt(dump, Infinity, true);
        expect(sent).toBeGreaterThan(60);
        const step = Math.max(1, sent / cutsOfEach);
        let cuts = 0;
        for (let at = step / 2; at < sent - statementsOfEnd; at += step) {
          for (const isSent of [true, false]) {
            const cut = await cutAt(dump, Math.ceil(at), isSent);
            if (cut.sent < Math.ceil(at)) continue; // fewer statements this time: a connection had nothing to do
            cuts += 1;
            await loadInto(dump, servers.target, { lanes: 2 });
            await expectSame(`cut at ${String(Math.ceil(at))} of ${String(sent)}, ${isSent ? 'sent' : 'not sent'}`);
          }
        }
        expect(cuts).toBeGreaterThanOrEqual(Math.min(cutsOfEach, sent / 2));
      },
      cutsOfEach === Infinity ? 600_000 : 60_000,
    );

    async function cutAt(dump: Buffer, at: number, isSent: boolean): Promise<Cut> {
      await clean();
      const cut = new Cut(at, isSent);
      const open = async () => cut.over(await openAsLoader(servers.target));
      const ended = loadInto(dump, servers.target, { lanes: 2, open });
      await ended.catch((error: unknown) => {
        if (!String(error).includes('cut off')) throw error;
      });
      return cut;
    }

    /** A table without a key has no order. */
    async function rowByRow(source: TestServer): Promise<readonly string[]> {
      return comparable(await takeDump({ family, source }, [...usual, '--skip-extended-insert'])).toSorted();
    }

    async function clean(): Promise<void> {
      for (const schema of ['shop', 'signalbox_import'])
        await servers.target.query(`DROP DATABASE IF EXISTS ${schema}`);
    }

    async function expectSame(where: string): Promise<void> {
      expect(await rowByRow(servers.target), where).toEqual(whole);
      expect(await servers.target.query("SHOW DATABASES LIKE 'signalbox_import'"), where).toEqual([]);
    }
  });
}

import { afterAll, beforeAll, expect, test } from 'vitest';
import { flavours } from '../../../shared/domain/flavour.ts';
import { describeOn } from '../../kit/families.ts';
import { Cut } from './cut-session.ts';
import { comparable, loadInto, openAsLoader } from './load-into.ts';
import { sampleStatements } from './sample-database.ts';
import { takeDump } from './take-dump.ts';
import { startTwoServers, type TwoServers } from './two-servers.ts';

const usual = ['--databases', 'shop', '--routines', '--triggers', '--events'];

/** Each of them is cut at some of its statements; together they are cut nearly everywhere. */
const optionSets: readonly (readonly string[])[] = [
  ['--skip-extended-insert'],
  ['--skip-add-drop-table'],
  ['--replace', '--skip-extended-insert'],
  ['--insert-ignore', '--add-drop-database'],
];
/** Everything is done, and the marks go. */
const statementsOfEnd = 3;
/** SIGNALBOX_EVERY_CUT=1 cuts at every statement, which takes minutes. */
const cutsOfEach = process.env['SIGNALBOX_EVERY_CUT'] === '1' ? Infinity : 5;

for (const family of flavours) {
  await describeOn(family, 'an import that is cut off at a statement', () => {
    let servers: TwoServers;
    beforeAll(async () => {
      servers = await startTwoServers(family);
      for (const sql of sampleStatements(family)) await servers.source.query(sql);
    });
    afterAll(() => servers.topology.stop());

    test.each(optionSets)(
      'goes on to the same end, wherever that was: %s %s',
      async (...options) => {
        const dump = await takeDump(servers, [...usual, ...options]);
        const { sent } = await cutAt(dump, Infinity, true);
        expect(sent).toBeGreaterThan(60);
        const step = Math.max(1, sent / cutsOfEach);
        for (let at = step / 2; at < sent - statementsOfEnd; at += step) {
          for (const isSent of [true, false]) {
            await clean();
            await cutAt(dump, Math.ceil(at), isSent);
            await loadInto(dump, servers.target, { lanes: 2 });
            await expectSame(`cut at ${String(Math.ceil(at))} of ${String(sent)}, ${isSent ? 'sent' : 'not sent'}`);
          }
        }
      },
      cutsOfEach === Infinity ? 600_000 : 60_000,
    );

    async function cutAt(dump: Buffer, at: number, isSent: boolean): Promise<Cut> {
      await clean();
      const cut = new Cut(at, isSent);
      const open = async () => cut.over(await openAsLoader(servers.target));
      const ended = loadInto(dump, servers.target, { lanes: 2, open });
      if (at === Infinity) await ended;
      else await expect(ended).rejects.toThrow('cut off');
      return cut;
    }

    async function clean(): Promise<void> {
      for (const schema of ['shop', 'signalbox_import'])
        await servers.target.query(`DROP DATABASE IF EXISTS ${schema}`);
    }

    async function expectSame(where: string): Promise<void> {
      const [there, here] = [
        await takeDump({ family, source: servers.target }, [...usual, '--skip-extended-insert']),
        await takeDump(servers, [...usual, '--skip-extended-insert']),
      ];
      expect(comparable(there).toSorted(), where).toEqual(comparable(here).toSorted());
      expect(await servers.target.query("SHOW DATABASES LIKE 'signalbox_import'"), where).toEqual([]);
    }
  });
}

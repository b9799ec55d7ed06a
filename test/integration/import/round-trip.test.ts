import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeOn } from '../../kit/families.ts';
import { startTopology, type Topology } from '../../kit/topology.ts';
import { sampleStatements } from './sample-database.ts';
import { comparable, createLoader, loadInto } from './load-into.ts';
import { takeDump } from './take-dump.ts';

const usual = ['--databases', 'shop', 'we`ird — base', '--routines', '--triggers', '--events'];
const optionSets = [
  ['as usual', []],
  ['a row a statement', ['--skip-extended-insert']],
  ['columns named', ['--complete-insert', '--hex-blob']],
] as const;

for (const family of ['mariadb', 'mysql'] as const) {
  await describeOn(family, 'dump, import, dump again', () => {
    let topology: Topology;
    beforeAll(async () => {
      const open = family === 'mysql' ? { 'super-read-only': 'OFF' } : {};
      topology = await startTopology({
        family,
        positions: 'gtid',
        replicas: 0,
        standalone: 1,
        settings: { 'read-only': 'OFF', ...open },
      });
      for (const sql of sampleStatements(family)) await topology.source.query(sql);
      for (const server of topology.standalone) await createLoader(server);
    });
    afterAll(() => topology.stop());

    for (const lanes of [1, 2, 8])
      test(`gives the same, over ${String(lanes)} connections`, async () => {
        for (const [title, options] of optionSets) {
          const before = await takeDump(topology, [...usual, ...options]);
          const target = topology.standalone[0];
          if (target === undefined) throw new Error('there is no other server');
          for (const schema of ['shop', 'we`ird — base'])
            await target.query(`DROP DATABASE IF EXISTS \`${schema.replaceAll('`', '``')}\``);
          await loadInto(before, target, { lanes });
          const after = await takeDump({ family, source: target }, [...usual, ...options]);
          expect(comparable(after), title).toEqual(comparable(before));
        }
      });
  });
}

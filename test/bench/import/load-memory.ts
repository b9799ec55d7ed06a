/**
 * What an import of a generated dump holds in memory, for growing sizes: it should not depend on them.
 * Run: npx node test/bench/import/load-memory.ts [--family mariadb|mysql] [--lanes N] [--megabytes N]…
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { benchFamily, startLoadServer } from './load-server.ts';
import { dumpText } from './load-text.ts';
import { runImport } from './run-import.ts';

const { values } = parseArgs({
  options: {
    family: { type: 'string', default: 'mariadb' },
    lanes: { type: 'string', default: String(availableParallelism()) },
    megabytes: { type: 'string', multiple: true, default: ['640', '6000'] },
  },
});
const megabytes = (bytes: number): string => `${String(Math.round(bytes / 1e6))} MB`;

const topology = await startLoadServer(benchFamily(values.family));
try {
  for (const size of values.megabytes) {
    await topology.source.query('DROP DATABASE IF EXISTS bench');
    const dump = dumpText({ bytes: Number(size) * 1e6, share: 0.61, smallTables: 120 });
    const { seconds, startBytes, mostBytes } = await runImport(dump, topology.source.spec.port, Number(values.lanes));
    console.log(
      `${size} MB in ${seconds.toFixed(0)} s over ${values.lanes} connections: resident ${megabytes(startBytes)} at the start, ${megabytes(mostBytes)} at most`,
    );
  }
} finally {
  await topology.stop();
}

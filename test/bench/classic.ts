import { parseArgs } from 'node:util';
import type { Flavour } from '../../shared/domain/flavour.ts';
import { beginLogWith, breaksAgain, PlainReplica, repeatsSilently } from '../kit/classic.ts';
import { ContinuousWriter } from '../kit/continuous-writer.ts';
import { startEngine } from '../kit/engine.ts';
import { checksumTables } from '../kit/table-contents.ts';
import type { TestServer } from '../kit/test-server.ts';
import { startTopology } from '../kit/topology.ts';
import { waitFor } from '../kit/wait-for.ts';

/**
 * The classic again and again, at random: a host-only CHANGE MASTER under writes, then put back from a record that was
 * taken while the replica stood still or ran. Ends with 1 when a single run repeated or skipped a transaction.
 *
 *     node test/bench/classic.ts --runs 50 --seed 1 [--family mariadb] [--kill]
 *
 * With `--kill` MySQL's replica is killed under writes instead of stopped, and reset as the server advises where it
 * refuses the accident.
 */
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '50' },
    seed: { type: 'string', default: '1' },
    family: { type: 'string' },
    kill: { type: 'boolean', default: false },
  },
});

const families: readonly Flavour[] = ['mariadb', 'mysql56', 'mysql'];
const random = seeded(Number(values.seed));
const tally = { done: 0, refused: 0, undone: 0, differs: 0, failed: 0 };

for (let run = 1; run <= Number(values.runs); run += 1) {
  const family = families.find((known) => known === values.family) ?? pick(families);
  const said = await classic(family).catch((error: unknown) => {
    tally.failed += 1;
    return `failed: ${String(error)}`;
  });
  process.stdout.write(`${String(run)} ${family}: ${said}\n`);
}
process.stdout.write(`${JSON.stringify({ seed: values.seed, ...tally, repeatedOrSkipped: tally.differs })}\n`);
process.exitCode = tally.differs + tally.failed === 0 ? 0 : 1;

async function classic(family: Flavour): Promise<string> {
  const kills = values.kill && family === 'mysql';
  const settingsOf = kills ? { s2: { 'skip-replica-start': 'ON' } } : {};
  await using topology = await startTopology({ family, positions: 'file', replicas: 1, settingsOf });
  const [source, replica] = topology.servers;
  if (source === undefined || replica === undefined) throw new Error('there are two servers');
  const signalbox = await startEngine(topology, { seeds: topology.servers.map(({ address }) => address) });
  const writer = new ContinuousWriter([source]);
  try {
    const log = pick([[breaksAgain], [breaksAgain], [repeatsSilently, breaksAgain], null]);
    if (log !== null) await beginLogWith(source, log);
    const plain = new PlainReplica(replica, family);
    const stop = () => (kills ? replica.kill().then(() => replica.start()) : plain.stop());
    await writer.start();
    await writer.progress(upTo(60));
    const seen = pick([true, false]);
    if (seen) await stop();
    const record = await signalbox.record(replica.address);
    await writer.progress(upTo(60));
    if (!seen) await stop();
    for (let accident = 0; accident < pick([1, 1, 2]); accident += 1) {
      await plain.stop();
      if (!(await plain.changeHostOnly().then(() => true, refusesGaps))) {
        if (!kills || accident > 0) break;
        await replica.query('RESET REPLICA');
        await plain.changeHostOnly();
      }
      await plain.start();
      await plain.broken(2_500).catch(() => undefined); // MariaDB may go through the whole log without an error
    }
    if (pick([true, false])) await plain.stop();
    const preview = await signalbox.previewPutBack(record);
    const how = `${seen ? 'recorded while stopped' : 'recorded while running'}, log ${log === null ? 'from the first' : String(log.length)}`;
    if (!preview.runnable) {
      tally.refused += 1;
      const why = preview.guards.filter(({ verdict }) => verdict === 'block').map(({ code }) => code);
      return `${how}: refused (${why.join(', ')})`;
    }
    const result = await signalbox.carryOut(preview);
    await writer.stop();
    if (result.outcome === 'undone' || result.outcome === 'refused') {
      tally[result.outcome] += 1;
      return `${how}: ${result.outcome}: ${result.error?.message ?? ''}`;
    }
    if (result.outcome !== 'done') throw new Error(`${how}: ${result.outcome}: ${result.error?.message ?? ''}`);
    await topology.settle();
    const same = await waitFor(
      'equal tables',
      () => tablesSame(source, replica),
      (equal) => equal,
      10_000,
    ).catch(() => false);
    tally[same ? 'done' : 'differs'] += 1;
    return `${how}: put back by ${String(preview.provedBy)}, tables ${same ? 'equal' : 'DIFFER'}`;
  } finally {
    await writer.stop();
    await signalbox.stop();
  }
}

async function tablesSame(from: TestServer, to: TestServer): Promise<boolean> {
  const [there, here] = await Promise.all([checksumTables(from), checksumTables(to)]);
  return JSON.stringify(there) === JSON.stringify(here);
}

function pick<T>(choices: readonly [T, ...T[]] | readonly T[]): T {
  const choice = choices[Math.floor(random() * choices.length)];
  if (choice === undefined) throw new Error('there is something to choose from');
  return choice;
}

function upTo(most: number): number {
  return 1 + Math.floor(random() * most);
}

/** MySQL's workers may have left gaps when the applier broke: it then refuses any CHANGE (1802). */
function refusesGaps(error: unknown): false {
  if (error instanceof Error && error.message.includes('MTA mode')) return false;
  throw error;
}

/** The same numbers for the same seed (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

import type { Command } from 'commander';
import { SignalboxError } from '../../../shared/domain/errors.ts';
import { formatPosition } from '../../../shared/domain/position.ts';
import type { RecordEntry } from '../../../shared/domain/record.ts';
import type { Engine, RecordsTaken } from '../../engine/engine.ts';
import type { Answer } from '../answer.ts';
import { recordDocument } from '../documents/record-document.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { chosenClusters } from '../known-cluster.ts';
import type { Look } from '../render/look.ts';
import { printable } from '../render/printable.ts';
import { renderTable } from '../render/table.ts';
import type { Act } from './act.ts';

interface Options {
  readonly note?: string;
}

export function record(parent: Command, act: Act): void {
  parent
    .command('record')
    .description('write the positions and settings of every server of a cluster into the journal')
    .argument('<cluster>')
    .option('--note <text>', 'why, for whoever reads the journal')
    .action(
      act((invocation, cluster: string, options: Options) =>
        invocation.withEngine((engine) => takeRecords(engine, invocation, cluster, options.note ?? null)),
      ),
    );
}

async function takeRecords(engine: Engine, invocation: Invocation, name: string, note: string | null): Promise<Answer> {
  await chosenClusters(engine, invocation, name);
  const taken = await engine.record(name, null, note, invocation.signal);
  if (taken.records.length === 0) {
    const message = `No server of ${name} answered: nothing was recorded.`;
    throw new SignalboxError('no-server-answered', message, { details: { unreachable: taken.unreachable } });
  }
  return {
    exit: taken.unreachable.length === 0 ? exitCodes.done : exitCodes.leftBehind,
    document: { records: taken.records.map(recordDocument), unreachable: taken.unreachable },
    text: (look) => renderTaken(taken, look),
  };
}

function renderTaken(taken: RecordsTaken, look: Look): string {
  const heads = ['RECORD', 'SERVER', 'OWN LOG AT', 'EXECUTED OF ITS {source}'];
  const rows = printable(taken.records).map((entry) => [
    { text: entry.id, shown: look.paint('bold', entry.id) },
    { text: entry.server },
    { text: entry.position === null ? 'log off' : formatPosition(entry.position) },
    { text: executedOf(entry) },
  ]);
  const missed = taken.unreachable.map((server) =>
    look.paint('yellow', `Not recorded, since it does not answer: ${server}`),
  );
  const words = heads.map((text) => text.replace('{source}', look.words === 'master-slave' ? 'MASTER' : 'SOURCE'));
  return [...renderTable([words.map((text) => ({ text, shown: look.paint('dim', text) })), ...rows]), ...missed].join(
    '\n',
  );
}

function executedOf(entry: RecordEntry): string {
  return entry.channels.map((channel) => formatPosition(channel.executed)).join(', ');
}

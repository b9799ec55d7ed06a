import type { Command } from 'commander';
import { formatPosition } from '../../../shared/domain/position.ts';
import type { ChannelSample, ServerSample } from '../../../shared/domain/sample.ts';
import type { Engine } from '../../engine/engine.ts';
import type { Answer } from '../answer.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { chosenClusters } from '../known-cluster.ts';
import type { Look } from '../render/look.ts';
import { printable } from '../render/printable.ts';
import { renderTable } from '../render/table.ts';
import { isoTime, localTime } from '../render/time.ts';
import type { Act } from './act.ts';

interface Options {
  readonly server?: string;
}

export function journalSamples(parent: Command, act: Act): void {
  parent
    .command('samples')
    .description('where the servers of a cluster were while it was watched, oldest first')
    .argument('<cluster>')
    .option('--server <address>', 'of one server only')
    .action(
      act((invocation, cluster: string, options: Options) =>
        invocation.withEngine((engine) => listSamples(engine, invocation, cluster, options.server ?? null)),
      ),
    );
}

async function listSamples(
  engine: Engine,
  invocation: Invocation,
  cluster: string,
  server: string | null,
): Promise<Answer> {
  await chosenClusters(engine, invocation, cluster);
  const samples = engine.samples({ cluster, server, from: 0, to: Number.MAX_SAFE_INTEGER });
  return {
    exit: exitCodes.done,
    document: { samples: samples.map((sample) => ({ ...sample, at: isoTime(sample.at) })) },
    text: (look) => renderSamples(samples, look),
  };
}

function renderSamples(samples: readonly ServerSample[], look: Look): string {
  if (samples.length === 0) return 'The journal has no samples of it.';
  const heads = ['WHEN', 'SERVER', 'OWN LOG AT', 'CHANNELS'].map((text) => ({ text, shown: look.paint('dim', text) }));
  const rows = printable(samples).map((sample) => [
    { text: localTime(sample.at) },
    { text: sample.server },
    { text: sample.position === null ? 'log off' : formatPosition(sample.position) },
    { text: sample.channels.map(channelText).join(', ') },
  ]);
  return renderTable([heads, ...rows]).join('\n');
}

function channelText({ name, source, executed, io, sql }: ChannelSample): string {
  const channel = name === '' ? '' : `${name}: `;
  return `${channel}${formatPosition(executed)} of ${source} (IO ${io}, SQL ${sql})`;
}

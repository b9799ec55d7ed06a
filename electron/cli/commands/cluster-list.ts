import type { Command } from 'commander';
import type { ClusterSummary } from '../../../shared/ipc/contract.ts';
import type { Answer } from '../answer.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { requireConfiguration } from '../known-cluster.ts';
import type { Look } from '../render/look.ts';
import { renderTable } from '../render/table.ts';
import type { Act } from './act.ts';

export function clusterList(parent: Command, act: Act): void {
  parent.command('list').description('the clusters in the configuration').action(act(listClusters));
}

async function listClusters(invocation: Invocation): Promise<Answer> {
  const clusters = await invocation.withEngine(async (engine) => {
    await requireConfiguration(invocation);
    return engine.clusters();
  });
  return {
    exit: exitCodes.done,
    document: { clusters, file: invocation.configPath },
    text: (look) => renderClusters(clusters, invocation.configPath, look),
  };
}

function renderClusters(clusters: readonly ClusterSummary[], file: string, { paint }: Look): string {
  if (clusters.length === 0) return `No clusters in ${file}. Add one: signalbox cluster add NAME ADDRESS --user USER`;
  const heads = ['CLUSTER', 'ENVIRONMENT', 'USER', 'PASSWORD', 'SEEDS'];
  return renderTable([
    heads.map((text) => ({ text, shown: paint('dim', text) })),
    ...clusters.map((cluster) => [
      { text: cluster.name, shown: paint('bold', cluster.name) },
      { text: cluster.environment },
      { text: cluster.user },
      { text: cluster.password },
      { text: cluster.seeds.join(', ') },
    ]),
  ]).join('\n');
}

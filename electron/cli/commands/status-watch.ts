import type { ClusterTopology } from '../../../shared/domain/topology.ts';
import type { Engine } from '../../engine/engine.ts';
import type { Answer } from '../answer.ts';
import { clusterDocument } from '../documents/status-document.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { chosenClusters } from '../known-cluster.ts';
import { renderTopology } from '../render/topology.ts';

const clearScreen = '\u001B[H\u001B[2J\u001B[3J';

/** Shows every look the poller takes, until Ctrl-C: redrawn on a terminal, one after another elsewhere. */
export async function watchStatus(engine: Engine, invocation: Invocation, name: string | undefined): Promise<Answer> {
  const clusters = await chosenClusters(engine, invocation, name);
  const latest = new Map<string, ClusterTopology>();
  const onTopology = (topology: ClusterTopology): void => {
    latest.set(topology.name, topology);
    const ordered = clusters.map((cluster) => latest.get(cluster.name)).filter((found) => found !== undefined);
    invocation.world.stdout.write(`${frameOf(ordered, topology, invocation)}\n`);
  };
  try {
    await Promise.all(clusters.map((cluster) => engine.watch(cluster.name, onTopology, invocation.signal)));
  } catch (thrown) {
    if (!invocation.signal.aborted) throw thrown;
  }
  return { exit: exitCodes.done, document: null, text: () => '' };
}

function frameOf(all: readonly ClusterTopology[], latest: ClusterTopology, invocation: Invocation): string {
  const { stdout } = invocation.world;
  if (invocation.json) {
    return JSON.stringify({ schema: 1, clusters: all.map((topology) => clusterDocument(topology, invocation.words)) });
  }
  const look = invocation.look(stdout);
  if (!stdout.isTerminal) return `${renderTopology(latest, look)}\n`;
  const frame = all.map((topology) => renderTopology(topology, look)).join('\n\n');
  return `${clearScreen}${frame}\n\n${look.paint('dim', 'Ctrl-C ends')}`;
}

import type { ClusterTopology } from '../../../../shared/domain/topology.ts';
import type { ServerId } from '../../../../shared/domain/server.ts';
import { briefNames } from '../../../ui/text/brief-names.ts';
import { serverNames } from '../../../ui/text/server-name.ts';
import { cardOf, type Card } from '../model/card.ts';
import type { Layout } from '../model/layout.ts';
import { railsOf, type Rail, type RailState } from '../model/rails.ts';
import type { Shape } from '../model/shape.ts';
import { wayOf, type Way } from './rail-way.ts';

/** What is drawn, before it is given to the drawing library. */
export interface Drawing {
  readonly cards: readonly { readonly card: Card; readonly brief: string; readonly rails: readonly string[] }[];
  /** In drawing order: what runs covers what does not where they share a way. */
  readonly rails: readonly { readonly rail: Rail; readonly way: Way }[];
}

const paintOrder: readonly RailState[] = ['unknown', 'stopped', 'connecting', 'behind', 'running'];

/** Everything on the map of one reading. */
export function drawingOf(topology: ClusterTopology, shape: Shape, layout: Layout, lagLimitS: number): Drawing {
  const names = serverNames(topology.servers);
  const nameOf = (id: ServerId): string => names.get(id) ?? id;
  const brief = briefNames(topology.servers.map(({ id }) => nameOf(id)));
  const rails = railsOf(topology.servers, shape, lagLimitS);
  return {
    cards: topology.servers.map((server, index) => ({
      card: cardOf(server, nameOf(server.id), topology.findings),
      brief: brief[index] ?? nameOf(server.id),
      rails: rails.filter((rail) => rail.to === server.id).map((rail) => `from ${nameOf(rail.from)}: ${rail.detail}`),
    })),
    rails: rails
      .flatMap((rail) => {
        const way = wayOf(rail, layout);
        return way === null ? [] : [{ rail, way }];
      })
      .sort((a, b) => paintOrder.indexOf(a.rail.state) - paintOrder.indexOf(b.rail.state)),
  };
}

import { useCallback, useMemo, useState } from 'react';
import type { ServerId } from '../../../../shared/domain/server.ts';
import { isSmall, type Layout } from '../model/layout.ts';
import { neighbour, type Direction } from '../model/neighbour.ts';
import type { Drawing } from './elements.ts';
import type { RailEdgeType } from './RailEdge.tsx';
import type { Repoint } from './use-repoint.ts';
import type { ServerNodeData, ServerNodeType } from './ServerNode.tsx';

interface Handling {
  readonly selected: ReadonlySet<ServerId>;
  readonly onChoose: (server: ServerId) => void;
  readonly onFocused: (server: ServerId) => void;
  readonly repoint: Repoint;
}

/** With more servers than this, Tab stops at one card only and the arrow keys go to the others. */
const tabStops = 12;

function focusCard(server: ServerId): void {
  document.querySelector<HTMLElement>(`[data-server="${CSS.escape(server)}"]`)?.focus();
}

/** The cards as the drawing library wants them. */
export function useNodes(drawing: Drawing, layout: Layout, handling: Handling): ServerNodeType[] {
  const { selected, onChoose, onFocused, repoint } = handling;
  const { carried, drops, canCarry, press, pickUp, moveOver, drop } = repoint;
  const over = carried?.over ?? null;
  const carriedServer = carried?.server ?? null;
  const [entered, setEntered] = useState<ServerId | null>(null);
  const focused = useCallback(
    (server: ServerId) => {
      setEntered(server);
      onFocused(server);
      moveOver(server);
    },
    [onFocused, moveOver],
  );
  const chosen = useCallback(
    (server: ServerId) => {
      if (!drop(server)) onChoose(server);
    },
    [drop, onChoose],
  );
  const onGo = useCallback(
    (server: ServerId, direction: Direction) => {
      const next = neighbour(layout.cards, server, direction);
      if (next !== null) focusCard(next);
    },
    [layout],
  );
  return useMemo(() => {
    const entry = entered !== null && layout.cards.has(entered) ? entered : drawing.cards[0]?.card.id;
    const all = drawing.cards.length <= tabStops;
    return drawing.cards.flatMap(({ card, brief, rails }): ServerNodeType[] => {
      const box = layout.cards.get(card.id);
      if (box === undefined) return [];
      const data = {
        card,
        brief,
        rails,
        selected: selected.has(card.id),
        dense: isSmall(layout),
        tabbable: all || card.id === entry,
        onChoose: chosen,
        onGo,
        onFocused: focused,
        drop: dropLook(card.id, carriedServer, over, drops),
        carriable: canCarry(card.id),
        onPress: press,
        onPickUp: pickUp,
      };
      const { x, y, width, height } = box;
      return [{ id: card.id, type: 'server', position: { x, y }, width, height, data }];
    });
  }, [drawing, layout, selected, entered, chosen, onGo, focused, carriedServer, over, drops, canCarry, press, pickUp]);
}

function dropLook(
  server: ServerId,
  carried: ServerId | null,
  over: ServerId | null,
  drops: Repoint['drops'],
): ServerNodeData['drop'] {
  if (carried === null) return null;
  if (server === carried) return 'carried';
  if (drops.get(server)?.allowed !== true) return 'impossible';
  return server === over ? 'over' : 'possible';
}

/** The rails as the drawing library wants them. In a large cluster nothing is written on those that run. */
export function useEdges(drawing: Drawing, layout: Layout): RailEdgeType[] {
  return useMemo(
    () =>
      drawing.rails.map(({ rail, way }): RailEdgeType => {
        const data = { rail, ...way, withChip: !isSmall(layout) || rail.state !== 'running' };
        return { id: rail.id, type: 'rail', source: rail.from, target: rail.to, data };
      }),
    [drawing, layout],
  );
}

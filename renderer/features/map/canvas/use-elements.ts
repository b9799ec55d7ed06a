import { useCallback, useMemo, useState } from 'react';
import type { ServerId } from '../../../../shared/domain/server.ts';
import { isSmall, type Layout } from '../model/layout.ts';
import { neighbour, type Direction } from '../model/neighbour.ts';
import type { Drawing } from './elements.ts';
import type { RailEdgeType } from './RailEdge.tsx';
import type { ServerNodeType } from './ServerNode.tsx';

interface Handling {
  readonly selected: ReadonlySet<ServerId>;
  readonly onChoose: (server: ServerId) => void;
  readonly onFocused: (server: ServerId) => void;
}

/** With more servers than this, Tab stops at one card only and the arrow keys go to the others. */
const tabStops = 12;

function focusCard(server: ServerId): void {
  document.querySelector<HTMLElement>(`[data-server="${CSS.escape(server)}"]`)?.focus();
}

/** The cards as the drawing library wants them. */
export function useNodes(drawing: Drawing, layout: Layout, handling: Handling): ServerNodeType[] {
  const { selected, onChoose, onFocused } = handling;
  const [entered, setEntered] = useState<ServerId | null>(null);
  const focused = useCallback(
    (server: ServerId) => {
      setEntered(server);
      onFocused(server);
    },
    [onFocused],
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
    return drawing.cards.flatMap(({ card, rails }): ServerNodeType[] => {
      const box = layout.cards.get(card.id);
      if (box === undefined) return [];
      const data = {
        card,
        rails,
        selected: selected.has(card.id),
        dense: isSmall(layout),
        tabbable: all || card.id === entry,
        onChoose,
        onGo,
        onFocused: focused,
      };
      const { x, y, width, height } = box;
      return [{ id: card.id, type: 'server', position: { x, y }, width, height, data }];
    });
  }, [drawing, layout, selected, entered, onChoose, onGo, focused]);
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

import '@xyflow/react/dist/style.css';
import { useMantineColorScheme } from '@mantine/core';
import { Background, ReactFlow, ReactFlowProvider, type EdgeTypes, type NodeTypes } from '@xyflow/react';
import { useMemo, useRef, type JSX } from 'react';
import type { ServerId } from '../../../../shared/domain/server.ts';
import type { ClusterTopology } from '../../../../shared/domain/topology.ts';
import { classNames } from '../../../ui/class-names.ts';
import { zoomLimits } from '../model/view.ts';
import { isSmall } from '../model/layout.ts';
import { neighbour } from '../model/neighbour.ts';
import classes from './canvas.module.css';
import { drawingOf } from './elements.ts';
import { RailEdge, type RailEdgeType } from './RailEdge.tsx';
import { ServerNode, type ServerNodeType } from './ServerNode.tsx';
import { useCamera } from './use-camera.ts';
import { useLayout } from './use-layout.ts';
import { ZoomTools } from './ZoomTools.tsx';

export interface CanvasProps {
  readonly topology: ClusterTopology;
  readonly lagLimitS: number;
  readonly selected: ReadonlySet<ServerId>;
  /** Servers to bring into view; a new array moves the view again. */
  readonly inView: readonly ServerId[];
  /** What is shown is old: drawn without colour. */
  readonly old: boolean;
  readonly onChoose: (server: ServerId | null) => void;
}

const nodeTypes: NodeTypes = { server: ServerNode };
const edgeTypes: EdgeTypes = { rail: RailEdge };

/** The picture of a cluster: cards and rails, zoomed, panned and walked through with the arrow keys. */
export function Canvas(props: CanvasProps): JSX.Element {
  return (
    <ReactFlowProvider>
      <Picture {...props} />
    </ReactFlowProvider>
  );
}

function focusCard(server: ServerId): void {
  document.querySelector<HTMLElement>(`[data-server="${CSS.escape(server)}"]`)?.focus();
}

function Picture({ topology, lagLimitS, selected, inView, old, onChoose }: CanvasProps): JSX.Element {
  const { colorScheme } = useMantineColorScheme();
  const { key, shape, layout } = useLayout(topology.servers);
  const frame = useRef<HTMLDivElement>(null);
  const camera = useCamera(frame, layout, key, inView);
  const dense = isSmall(layout);
  const drawing = useMemo(() => drawingOf(topology, shape, layout, lagLimitS), [topology, shape, layout, lagLimitS]);

  const nodes = useMemo(
    () =>
      drawing.cards.flatMap(({ card, rails }): ServerNodeType[] => {
        const box = layout.cards.get(card.id);
        if (box === undefined) return [];
        const onGo: ServerNodeType['data']['onGo'] = (server, direction) => {
          const next = neighbour(layout.cards, server, direction);
          if (next !== null) focusCard(next);
        };
        const data = { card, rails, dense, selected: selected.has(card.id), onChoose, onGo, onFocused: camera.reveal };
        const { x, y, width, height } = box;
        return [{ id: card.id, type: 'server', position: { x, y }, width, height, data }];
      }),
    [drawing, layout, dense, selected, onChoose, camera.reveal],
  );
  const edges = useMemo(
    () =>
      drawing.rails.map(({ rail, way }): RailEdgeType => {
        const data = { rail, ...way, withChip: !dense || rail.state !== 'running' };
        return { id: rail.id, type: 'rail', source: rail.from, target: rail.to, data };
      }),
    [drawing, dense],
  );

  return (
    <div className={classNames(classes['canvas'], old && classes['old'])} ref={frame}>
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        colorMode={colorScheme === 'auto' ? 'system' : colorScheme}
        minZoom={zoomLimits.least}
        maxZoom={zoomLimits.most}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        deleteKeyCode={null}
        selectionKeyCode={null}
        zoomOnDoubleClick={false}
        attributionPosition="top-left"
        onMoveStart={camera.onMoveStart}
        onPaneClick={() => onChoose(null)}
        aria-label={`Map of ${topology.label}`}
      >
        <Background gap={24} size={1} />
      </ReactFlow>
      <ZoomTools fit={camera.fit} />
    </div>
  );
}

import '@xyflow/react/dist/style.css';
import { useMantineColorScheme } from '@mantine/core';
import { Background, ReactFlow, ReactFlowProvider, type EdgeTypes, type NodeTypes } from '@xyflow/react';
import { useMemo, useRef, type JSX } from 'react';
import type { ServerId } from '../../../../shared/domain/server.ts';
import type { ClusterTopology } from '../../../../shared/domain/topology.ts';
import { classNames } from '../../../ui/class-names.ts';
import { serverNames } from '../../../ui/text/server-name.ts';
import { zoomLimits } from '../model/view.ts';
import classes from './canvas.module.css';
import { drawingOf } from './elements.ts';
import { CarriedNote } from './CarriedNote.tsx';
import { RailEdge } from './RailEdge.tsx';
import { ServerNode } from './ServerNode.tsx';
import { useEdges, useNodes } from './use-elements.ts';
import { useCamera } from './use-camera.ts';
import { useLayout } from './use-layout.ts';
import { useRepoint } from './use-repoint.ts';
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
  /** A server was dropped on another, which could become its source: nothing has changed. */
  readonly onRepoint: (replica: ServerId, target: ServerId) => void;
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

function Picture({ topology, lagLimitS, selected, inView, old, onChoose, onRepoint }: CanvasProps): JSX.Element {
  const { colorScheme } = useMantineColorScheme();
  const { key, shape, layout } = useLayout(topology.servers);
  const frame = useRef<HTMLDivElement>(null);
  const camera = useCamera(frame, layout, key, inView);
  const drawing = useMemo(() => drawingOf(topology, shape, layout, lagLimitS), [topology, shape, layout, lagLimitS]);
  const repoint = useRepoint(topology.servers, onRepoint);
  const nodes = useNodes(drawing, layout, { selected, onChoose, onFocused: camera.reveal, repoint });
  const names = useMemo(() => serverNames(topology.servers), [topology.servers]);
  const edges = useEdges(drawing, layout);

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
      <CarriedNote repoint={repoint} nameOf={(server) => names.get(server) ?? server} />
      <ZoomTools fit={camera.fit} />
    </div>
  );
}

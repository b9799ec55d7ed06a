import { useCallback, useMemo, useState, type JSX } from 'react';
import type { ServerId } from '../../../shared/domain/server.ts';
import type { ClusterTopology } from '../../../shared/domain/topology.ts';
import type { ClusterSummary } from '../../../shared/ipc/contract.ts';
import { navigate, paths } from '../../ui/route/paths.ts';
import { DutyBars } from '../../ui/duty/DutyBars.tsx';
import { DumpBars } from '../../ui/dump/DumpBars.tsx';
import { ImportBars } from '../../ui/import/ImportBars.tsx';
import { useSession } from '../../ui/state/signalbox.ts';
import { serverNames } from '../../ui/text/server-name.ts';
import { Canvas } from './canvas/Canvas.tsx';
import classes from './map.module.css';
import { choosing, choosingFinding, nothing, type Selection } from './model/selection.ts';
import { FindingsPanel } from './side/FindingsPanel.tsx';
import { ServerPanel } from './side/ServerPanel.tsx';
import side from './side/side.module.css';
import { OldReading, useIsOld } from './states/OldReading.tsx';
import { NoneAnswers } from './states/NoneAnswers.tsx';
import { JournalStrip } from './strip/JournalStrip.tsx';

interface MapViewProps {
  readonly cluster: ClusterSummary;
  readonly topology: ClusterTopology;
  /** Server that the address names: selected and brought into view. */
  readonly asked: ServerId | null;
}

/** The map, the findings and the selected server. */
export function MapView({ cluster, topology, asked }: MapViewProps): JSX.Element {
  const { selection, inView, choose, chooseFinding } = useSelection(asked);
  const old = useIsOld(topology.readAt, cluster.pollIntervalMs);
  const repoint = useCallback(
    (replica: ServerId, to: ServerId) => navigate(paths.changeMaster(cluster.name, { replica, to })),
    [cluster.name],
  );
  const lost = useSession((state) => state.connection === 'lost');
  const selected = useMemo(() => new Set(selection.servers), [selection]);
  const names = useMemo(() => serverNames(topology.servers), [topology.servers]);
  const shown = topology.servers.find((server) => server.id === selection.servers[0]);
  const none = topology.servers.every((server) => server.role === 'unreachable');

  return (
    <div className={classes['map']}>
      <h1 className="visually-hidden">Map of {cluster.label}</h1>
      <div className={classes['left']}>
        <div>
          <DutyBars cluster={cluster.name} servers={topology.servers} />
          <ImportBars cluster={cluster.name} />
          <DumpBars cluster={cluster.name} />
        </div>
        <div className={classes['picture']}>
          <Canvas
            topology={topology}
            lagLimitS={cluster.lagLimitS}
            selected={selected}
            inView={inView}
            old={old || lost}
            onChoose={choose}
            onRepoint={repoint}
          />
          {old || lost ? <OldReading at={topology.readAt} /> : none && <NoneAnswers cluster={cluster} />}
        </div>
        <JournalStrip />
      </div>
      <aside className={side['side']} data-split={shown !== undefined}>
        <div className={side['part']}>
          <FindingsPanel
            cluster={cluster.name}
            findings={topology.findings}
            servers={topology.servers}
            chosen={selection.finding}
            onChoose={(finding) => chooseFinding(choosingFinding(finding))}
          />
        </div>
        {shown !== undefined && (
          <div className={side['part']}>
            <ServerPanel
              key={shown.id}
              cluster={cluster.name}
              server={shown}
              servers={topology.servers}
              names={names}
              onClose={() => choose(null)}
            />
          </div>
        )}
      </aside>
    </div>
  );
}

interface SelectionState {
  readonly selection: Selection;
  readonly inView: readonly ServerId[];
  readonly choose: (server: ServerId | null) => void;
  readonly chooseFinding: (selection: Selection) => void;
}

/** Starts with the server that is asked for, and goes to it when another is. */
function useSelection(asked: ServerId | null): SelectionState {
  const initial = asked === null ? nothing : { servers: [asked], finding: null };
  const [selection, setSelection] = useState<Selection>(initial);
  const [inView, setInView] = useState<readonly ServerId[]>(initial.servers);
  const [before, setBefore] = useState(asked);
  if (asked !== before) {
    setBefore(asked);
    setSelection(initial);
    setInView(initial.servers);
  }
  const choose = useCallback((server: ServerId | null) => setSelection((now) => choosing(server, now)), []);
  const chooseFinding = useCallback((chosen: Selection) => {
    setSelection(chosen);
    setInView([...chosen.servers]);
  }, []);
  return { selection, inView, choose, chooseFinding };
}

import { useEffect, type JSX } from 'react';
import { StateDot } from '../../ui/feedback/StateDot.tsx';
import { valueOf } from '../../ui/loaded.ts';
import { fileName } from '../../ui/import/import-text.ts';
import { paths } from '../../ui/route/paths.ts';
import { useDuties, useSession, useTopology } from '../../ui/state/signalbox.ts';
import { useServerNames } from '../../ui/state/use-server-names.ts';
import { useBridgeCall } from '../../ui/state/use-bridge-call.ts';
import { useSaid } from '../../ui/state/use-said.ts';
import { useWords } from '../../ui/state/use-words.ts';
import { Age } from '../../ui/text/Age.tsx';
import { countHealth } from '../../ui/topology/health.ts';
import { dumpLineText, importLineText, journalStateOf, runningText } from './status.ts';
import classes from './shell.module.css';

/** One line at the bottom: how the servers are, how old that is, what runs, and whether the journal is sound. */
export function StatusBar(): JSX.Element {
  return (
    <footer className={classes['status']} aria-label="Status">
      <ServerCounts />
      <span className={classes['space']} />
      <DutiesOn />
      <DataOnTheWay />
      <RunningOperation />
      <JournalState />
    </footer>
  );
}

/** What this program keeps doing by itself, in whichever cluster. */
function DutiesOn(): JSX.Element | null {
  const said = useSaid();
  const duties = useDuties((state) => state.duties);
  const on = duties.filter(({ state }) => state === 'on');
  const [first] = on;
  if (first === undefined) return null;
  return (
    <a href={paths.map(first.cluster, first.server)}>
      <StateDot state="warn">
        {on.length === 1 ? said(`keeps ${first.server} closed`) : `keeps ${on.length} servers closed`}
      </StateDot>
    </a>
  );
}

function ServerCounts(): JSX.Element | null {
  const topology = useTopology((state) => state.topology);
  if (topology === null || topology.servers.length === 0) return null;
  const counts = countHealth(topology.servers);
  const all = topology.servers.length;
  return (
    <>
      <StateDot state={counts.healthy === all ? 'ok' : 'idle'}>
        {counts.healthy} of {all} healthy
      </StateDot>
      {counts.stopped > 0 && <StateDot state="bad">{counts.stopped} stopped</StateDot>}
      {counts.unreachable > 0 && <StateDot state="bad">{counts.unreachable} unreachable</StateDot>}
      {counts.connecting > 0 && <StateDot state="warn">{counts.connecting} connecting</StateDot>}
      {counts.stale > 0 && <StateDot state="warn">{counts.stale} stale</StateDot>}
      <span>
        read <Age at={topology.readAt} />
      </span>
    </>
  );
}

const askedEveryMs = 3000;

/** Imports and dumps of this program, in whichever cluster; each leads to its page. */
function DataOnTheWay(): JSX.Element {
  const connected = useSession((state) => state.connection === 'connected');
  const name = useServerNames();
  const imports = useBridgeCall('import.running', connected ? {} : null);
  const dumps = useBridgeCall('dump.running', connected ? {} : null);
  const { reload: reloadImports } = imports;
  const { reload: reloadDumps } = dumps;
  useEffect(() => {
    const timer = setInterval(() => {
      reloadImports();
      reloadDumps();
    }, askedEveryMs);
    return () => clearInterval(timer);
  }, [reloadImports, reloadDumps]);
  return (
    <>
      {(valueOf(imports.result) ?? []).map((one) => (
        <a key={one.importId} href={paths.importRun(one.cluster, one.importId)}>
          <StateDot state="warn">{importLineText(one, fileName(one.file), name(one.server))}</StateDot>
        </a>
      ))}
      {(valueOf(dumps.result) ?? []).map((one) => (
        <a key={one.dumpId} href={paths.dumpRun(one.cluster, one.dumpId)}>
          <StateDot state="warn">{dumpLineText(one, name(one.server))}</StateDot>
        </a>
      ))}
    </>
  );
}

function RunningOperation(): JSX.Element {
  const connected = useSession((state) => state.connection === 'connected');
  const { result, reload } = useBridgeCall('operation.running', connected ? {} : null);
  const words = useWords();
  useEffect(() => {
    const timer = setInterval(reload, askedEveryMs);
    return () => clearInterval(timer);
  }, [reload]);
  const [running] = valueOf(result) ?? [];
  if (running === undefined) return <span>no operation running</span>;
  return (
    <a href={paths.operation(running.operation)}>
      <StateDot state="warn">{words(runningText(running))}</StateDot>
    </a>
  );
}

function JournalState(): JSX.Element {
  const connected = useSession((state) => state.connection === 'connected');
  const { result } = useBridgeCall('journal.verify', connected ? {} : null);
  const { state, text } = journalStateOf(result);
  return (
    <a href={paths.journal()}>
      <StateDot state={state}>{text}</StateDot>
    </a>
  );
}

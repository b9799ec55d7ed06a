import { SegmentedControl } from '@mantine/core';
import { useState, type JSX } from 'react';
import type { InputOf, YardStatus } from '../../../shared/ipc/contract.ts';
import { Button, LinkButton } from '../../ui/controls/Button.tsx';
import { ErrorNotice } from '../../ui/feedback/ErrorNotice.tsx';
import { StateDot } from '../../ui/feedback/StateDot.tsx';
import { valueOf } from '../../ui/loaded.ts';
import { Panel } from '../../ui/layout/Panel.tsx';
import { paths } from '../../ui/route/paths.ts';
import { useSignalbox } from '../../ui/state/signalbox.ts';
import { useAction } from '../../ui/state/use-action.ts';
import { useBridgeCall } from '../../ui/state/use-bridge-call.ts';
import { useWords } from '../../ui/state/use-words.ts';
import { Mono } from '../../ui/text/Mono.tsx';
import classes from './settings.module.css';

type Yard = InputOf<'yard.up'>;

const kinds: readonly { readonly value: string; readonly label: string; readonly yard: Yard }[] = [
  { value: 'mariadb', label: 'MariaDB, GTID', yard: { family: 'mariadb', replicas: 2, positions: 'gtid' } },
  { value: 'mariadb-file', label: 'MariaDB, file', yard: { family: 'mariadb', replicas: 2, positions: 'file' } },
  { value: 'mysql', label: 'MySQL, GTID', yard: { family: 'mysql', replicas: 2, positions: 'gtid' } },
  { value: 'mysql56', label: 'MySQL 5.6, file', yard: { family: 'mysql56', replicas: 2, positions: 'file' } },
];

/** The practice servers on this machine: whether they run, start and stop. */
export function YardPanel(): JSX.Element {
  const { result, reload } = useBridgeCall('yard.status', {});
  const status = valueOf(result);
  return (
    <Panel title="Practice yard">
      <div className={classes['box']}>
        {result.kind === 'failed' && <ErrorNotice error={result.error} />}
        {status !== null &&
          (status.running ? <Running status={status} changed={reload} /> : <Stopped changed={reload} />)}
      </div>
    </Panel>
  );
}

interface RunningProps {
  readonly status: YardStatus;
  readonly changed: () => void;
}

function Running({ status, changed }: RunningProps): JSX.Element {
  const { bridge, session } = useSignalbox();
  const down = useAction(async () => {
    await bridge.call('yard.down', {});
    await session.refresh();
    changed();
  });
  const alive = status.servers.filter((server) => server.alive).length;
  return (
    <div className={classes['actions']}>
      <div className={classes['name']}>
        <StateDot state={alive === status.servers.length ? 'ok' : 'warn'}>
          {alive} of {status.servers.length} servers run
        </StateDot>
        <div>
          <Mono>{status.servers.map((server) => server.address).join(', ')}</Mono>
        </div>
      </div>
      {status.cluster !== null && (
        <LinkButton size="small" kind="ghost" icon="map" href={paths.map(status.cluster)}>
          Open
        </LinkButton>
      )}
      <Button size="small" busy={down.busy} onClick={() => down.run()}>
        Stop the yard
      </Button>
      {down.error !== null && <ErrorNotice error={down.error} />}
    </div>
  );
}

function Stopped({ changed }: { readonly changed: () => void }): JSX.Element {
  const { bridge, session } = useSignalbox();
  const words = useWords();
  const [kind, setKind] = useState('mariadb');
  const [line, setLine] = useState<string | null>(null);
  const up = useAction(async () => {
    const yard = kinds.find((entry) => entry.value === kind)?.yard;
    if (yard === undefined) return;
    await new Promise<void>((resolve, reject) => {
      bridge.stream('yard.up', yard, {
        event: (event) => setLine(event.kind === 'progress' ? event.message : null),
        closed: (error) => (error === null ? resolve() : reject(error)),
      });
    }).finally(() => setLine(null));
    await session.refresh();
    changed();
  });
  return (
    <>
      <div className={classes['actions']}>
        <SegmentedControl
          aria-label="Kind of yard"
          data={kinds.map(({ value, label }) => ({ value, label }))}
          value={kind}
          onChange={setKind}
          disabled={up.busy}
        />
        <Button busy={up.busy} onClick={() => up.run()}>
          Start the yard
        </Button>
      </div>
      <p className={classes['hint']} role="status">
        {words(line ?? 'A {source} and two {replicas} on this machine, to practise on. They live on until stopped.')}
      </p>
      {up.error !== null && <ErrorNotice error={up.error} />}
    </>
  );
}

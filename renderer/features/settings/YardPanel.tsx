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

interface Choice<T> {
  readonly value: string;
  readonly label: string;
  readonly yard: T;
}

const kinds: readonly Choice<Pick<Yard, 'family' | 'positions'>>[] = [
  { value: 'mariadb', label: 'MariaDB, GTID', yard: { family: 'mariadb', positions: 'gtid' } },
  { value: 'mariadb-file', label: 'MariaDB, file', yard: { family: 'mariadb', positions: 'file' } },
  { value: 'mysql', label: 'MySQL, GTID', yard: { family: 'mysql', positions: 'gtid' } },
  { value: 'mysql56', label: 'MySQL 5.6, file', yard: { family: 'mysql56', positions: 'file' } },
];

const shapes: readonly (Choice<Pick<Yard, 'shape' | 'replicas'>> & { readonly text: string })[] = [
  { value: 'star', label: 'Star', yard: { shape: 'star', replicas: 2 }, text: 'A {source} and two {replicas}' },
  {
    value: 'chain',
    label: 'Chain',
    yard: { shape: 'chain', replicas: 3 },
    text: 'A {source}, two {replicas}, and one under the first of them',
  },
  {
    value: 'pair',
    label: 'Pair',
    yard: { shape: 'pair', replicas: 2 },
    text: 'Two {sources} that follow each other, one of them passive, and a {replica}',
  },
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
  const [shape, setShape] = useState('star');
  const chosen = shapes.find(({ value }) => value === shape);
  const [line, setLine] = useState<string | null>(null);
  const up = useAction(async () => {
    const yard = kinds.find((entry) => entry.value === kind)?.yard;
    if (yard === undefined || chosen === undefined) return;
    await new Promise<void>((resolve, reject) => {
      bridge.stream(
        'yard.up',
        { ...yard, ...chosen.yard },
        {
          event: (event) => setLine(event.kind === 'progress' ? event.message : null),
          closed: (error) => (error === null ? resolve() : reject(error)),
        },
      );
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
        <SegmentedControl
          aria-label="Shape of the yard"
          data={shapes.map(({ value, label }) => ({ value, label }))}
          value={shape}
          onChange={setShape}
          disabled={up.busy}
        />
        <Button busy={up.busy} onClick={() => up.run()}>
          Start the yard
        </Button>
      </div>
      <p className={classes['hint']} role="status">
        {words(line ?? `${chosen?.text ?? ''} on this machine, to practise on. They live on until stopped.`)}
      </p>
      {up.error !== null && <ErrorNotice error={up.error} />}
    </>
  );
}

import type { JSX } from 'react';
import type { ServerView } from '../../../../shared/domain/topology.ts';
import type { OperationState } from '../../../../shared/plans/unfinished-operation.ts';
import { StateDot } from '../../../ui/feedback/StateDot.tsx';
import type { State } from '../../../ui/feedback/StateDot.tsx';
import { KeyValue } from '../../../ui/layout/KeyValue.tsx';
import { Panel } from '../../../ui/layout/Panel.tsx';
import { useWords } from '../../../ui/state/use-words.ts';
import { Age } from '../../../ui/text/Age.tsx';
import { timeText } from '../../../ui/text/age.ts';
import { Mono } from '../../../ui/text/Mono.tsx';
import { Position } from '../../../ui/text/Position.tsx';
import { healthOf } from '../../../ui/topology/health.ts';
import type { Health } from '../../../ui/topology/health.ts';
import classes from './operation.module.css';

interface StandingAsideProps {
  readonly known: OperationState;
  readonly name: (server: string) => string;
  readonly readAt: number | null; // epoch ms
}

/** The servers as read just now, the rescue sheet, and which operation this is. */
export function StandingAside({ known, name, readAt }: StandingAsideProps): JSX.Element {
  const { operation, topology, rescueSheet } = known;
  return (
    <>
      <Panel title="The servers now" suffix={readAt === null ? undefined : <Age at={readAt} />}>
        {topology === null ? (
          <p className={classes['prose']}>The cluster can’t be looked at now.</p>
        ) : (
          <Servers servers={topology.servers} name={name} />
        )}
      </Panel>
      <Panel title="Rescue sheet">
        {rescueSheet === null ? (
          <p className={classes['prose']}>None was written: it had changed nothing yet.</p>
        ) : (
          <>
            <p className={classes['prose']}>The SQL forward and back, without passwords, on this machine:</p>
            <Mono copy={{ text: rescueSheet, what: 'path of the rescue sheet' }}>{rescueSheet}</Mono>
          </>
        )}
      </Panel>
      <Panel title="This operation">
        <KeyValue
          rows={[
            ['Cluster', operation.cluster],
            ['Began', timeText(operation.startedAt)],
            [
              'Id',
              <Mono key="id" copy={{ text: operation.id, what: 'id of the operation' }}>
                {operation.id}
              </Mono>,
            ],
          ]}
        />
      </Panel>
    </>
  );
}

interface ServersProps {
  readonly servers: readonly ServerView[];
  readonly name: (server: string) => string;
}

const shownAtOnce = 8;

/** Those with trouble first; of many the rest is folded, so that the rescue sheet stays in reach. */
function Servers({ servers, name }: ServersProps): JSX.Element {
  const isWell = (server: ServerView): boolean => healthOf(server) === 'healthy';
  const ordered = [...servers.filter((one) => !isWell(one)), ...servers.filter(isWell)];
  const most = servers.length <= shownAtOnce + 2 ? servers.length : shownAtOnce;
  const list = (some: readonly ServerView[]): JSX.Element => (
    <ul className={classes['servers']}>
      {some.map((server) => (
        <ServerNow key={server.id} server={server} name={name} />
      ))}
    </ul>
  );
  const rest = ordered.slice(most);
  return (
    <>
      {list(servers.length > most ? ordered.slice(0, most) : servers)}
      {rest.length > 0 && (
        <details className={classes['rest']}>
          <summary>{`${String(rest.length)} more, ${rest.every(isWell) ? 'all healthy' : 'some of them in trouble'}`}</summary>
          {list(rest)}
        </details>
      )}
    </>
  );
}

const dots: Readonly<Record<Health, State>> = {
  healthy: 'ok',
  connecting: 'warn',
  stopped: 'bad',
  stale: 'warn',
  unreachable: 'bad',
};

function ServerNow({
  server,
  name,
}: {
  readonly server: ServerView;
  readonly name: (server: string) => string;
}): JSX.Element {
  const words = useWords();
  const health = healthOf(server);
  const access = server.writable === null ? null : server.writable ? 'writable' : 'read-only';
  const [channel] = server.channels;
  const at = channel?.executed ?? ownPosition(server);
  const role =
    channel === undefined
      ? words(server.role === 'standalone' ? 'follows nobody' : '{source}')
      : `follows ${name(channel.source)}`;
  return (
    <li>
      <StateDot state={dots[health]}>
        <b>{name(server.id)}</b>
      </StateDot>
      <span className={classes['how']}>
        {server.role === 'unreachable'
          ? (server.reason?.message ?? 'unreachable')
          : [role, access].filter(Boolean).join(' · ')}
      </span>
      {at !== null && (
        <span className={classes['where']}>
          <Position position={at} /> {channel === undefined ? 'own binlog' : 'executed'}
        </span>
      )}
    </li>
  );
}

function ownPosition({ position }: ServerView): { readonly file: string; readonly offset: number } | null {
  if (position === null || position.file === null || position.offset === null) return null;
  return { file: position.file, offset: position.offset };
}

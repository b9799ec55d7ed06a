import { useId, type JSX } from 'react';
import type { BinlogPosition } from '../../../../shared/domain/position.ts';
import type { ServerView } from '../../../../shared/domain/topology.ts';
import { Button, IconButton, LinkButton } from '../../../ui/controls/Button.tsx';
import { DutySection } from '../../../ui/duty/DutySection.tsx';
import { RejoinLink } from '../../../ui/duty/RejoinLink.tsx';
import { ErrorNotice } from '../../../ui/feedback/ErrorNotice.tsx';
import { KeyValue } from '../../../ui/layout/KeyValue.tsx';
import { navigate, paths } from '../../../ui/route/paths.ts';
import { useRecordNow } from '../../../ui/state/use-record-now.ts';
import { useWords } from '../../../ui/state/use-words.ts';
import { Age } from '../../../ui/text/Age.tsx';
import { Mono } from '../../../ui/text/Mono.tsx';
import { Position } from '../../../ui/text/Position.tsx';
import { isGoneSource, waitsForGone } from '../../../ui/topology/gone-source.ts';
import { versionText } from '../../../ui/topology/health.ts';
import { accessText, roleTag, uptimeText } from '../model/server-text.ts';
import { ChannelSection } from './ChannelSection.tsx';
import { GtidSet } from './GtidSet.tsx';
import classes from './side.module.css';
import { Tag } from '../../../ui/feedback/Tag.tsx';

interface ServerPanelProps {
  readonly cluster: string;
  readonly server: ServerView;
  readonly servers: readonly ServerView[];
  /** What people call each server, by id. */
  readonly names: ReadonlyMap<string, string>;
  readonly onClose: () => void;
}

/** Everything known of one server, every value whole and to be copied. */
export function ServerPanel({ cluster, server, servers, names, onClose }: ServerPanelProps): JSX.Element {
  const words = useWords();
  const id = useId();
  const name = names.get(server.id) ?? server.id;
  return (
    <section aria-labelledby={id}>
      <header className={classes['heading']}>
        <h2 id={id}>
          <span className="visually-hidden">Server </span>
          {name}
        </h2>
        <Tag tone={server.role === 'source' ? 'accent' : server.role === 'unreachable' ? 'bad' : 'neutral'}>
          {words(roleTag(server.role))}
        </Tag>
        <IconButton icon="cross" size="small" label={`Close ${name}`} onClick={onClose} />
      </header>
      {server.reason !== null && <ErrorNotice error={{ ...server.reason, server: server.id, details: {} }} />}
      <DutySection cluster={cluster} server={server} servers={servers} />
      <ServerActions cluster={cluster} server={server} servers={servers} name={name} />
      {server.channels.map((channel) => (
        <ChannelSection key={channel.name} channel={channel} name={name} names={names} />
      ))}
      <h3 className={classes['part-title']}>The server</h3>
      <ServerFacts server={server} name={name} />
    </section>
  );
}

interface ServerActionsProps {
  readonly cluster: string;
  readonly server: ServerView;
  readonly servers: readonly ServerView[];
  readonly name: string;
}

function ServerActions({ cluster, server, servers, name }: ServerActionsProps): JSX.Element | null {
  const record = useRecordNow();
  const words = useWords();
  if (server.role === 'unreachable') return isGoneSource(servers, server) ? <FailOver cluster={cluster} /> : null;
  const replica = server.role === 'replica' || server.role === 'intermediate';
  return (
    <div className={classes['actions']}>
      <Button
        size="small"
        icon="record"
        busy={record.busy}
        label={`Record ${name} now`}
        onClick={() => record.run([server.id])}
      >
        Record
      </Button>
      {server.writable === false && <RejoinLink cluster={cluster} server={server.id} servers={servers} />}
      {replica && <TakeOver cluster={cluster} server={server} servers={servers} name={name} />}
      {server.role === 'standalone' && (
        <Button
          size="small"
          kind="ghost"
          icon="repoint"
          label={words(`Make ${name} a {replica}…`)}
          onClick={() => navigate(paths.attach(cluster, { server: server.id }))}
        >
          {words('Make it a {replica}…')}
        </Button>
      )}
      {server.channels.length > 0 && (
        <>
          <Button
            size="small"
            kind="ghost"
            icon="repoint"
            label={words(`Change the {source} of ${name}…`)}
            onClick={() => navigate(paths.changeMaster(cluster, { replica: server.id }))}
          >
            {words('Change {source}…')}
          </Button>
          <Button
            size="small"
            kind="ghost"
            icon="back"
            label={`Put ${name} back…`}
            onClick={() => navigate(paths.putBack(cluster, { server: server.id }))}
          >
            Put back…
          </Button>
        </>
      )}
      <Button
        size="small"
        kind="ghost"
        icon="import"
        label={`Import a dump into ${name}…`}
        onClick={() => navigate(paths.importDump(cluster, { server: server.id }))}
      >
        Import a dump…
      </Button>
      <Button
        size="small"
        kind="ghost"
        icon="dump"
        label={`Take a dump of ${name}…`}
        onClick={() => navigate(paths.dump(cluster, { server: server.id }))}
      >
        Take a dump…
      </Button>
    </div>
  );
}

function FailOver({ cluster }: { readonly cluster: string }): JSX.Element {
  return (
    <div className={classes['actions']}>
      <LinkButton size="small" icon="takeover" href={paths.failover(cluster)}>
        Fail over…
      </LinkButton>
    </div>
  );
}

/** A replica takes over: in a failover when its source is gone, else in a switchover. */
function TakeOver({ cluster, server, servers, name }: ServerActionsProps): JSX.Element {
  const gone = waitsForGone(servers, server);
  const verb = gone ? 'Fail over' : 'Switch over';
  const href = gone ? paths.failover(cluster, server.id) : paths.switchover(cluster, server.id);
  return (
    <Button
      size="small"
      kind="ghost"
      icon={gone ? 'takeover' : 'swap'}
      label={`${verb} to ${name}…`}
      onClick={() => navigate(href)}
    >
      {verb} to it…
    </Button>
  );
}

function ownBinlog({ position }: ServerView): BinlogPosition | null {
  if (position === null || position.file === null || position.offset === null) return null;
  return { file: position.file, offset: position.offset };
}

function ServerFacts({ server, name }: { readonly server: ServerView; readonly name: string }): JSX.Element {
  const gtid = server.position?.gtid ?? null;
  return (
    <KeyValue
      rows={[
        ['Address', <Mono copy={{ text: server.address, what: `address of ${name}` }}>{server.address}</Mono>],
        ['Aliases', server.aliases.length === 0 ? null : <Mono>{server.aliases.join(', ')}</Mono>],
        ['Host', server.hostname === null ? null : <Mono>{server.hostname}</Mono>],
        ['Version', versionText(server)],
        ['Access', accessText(server)],
        [
          'Own binlog',
          server.position === null ? null : (
            <Position position={ownBinlog(server)} what={`own binlog position of ${name}`} />
          ),
        ],
        ['GTID set', gtid === null ? null : <GtidSet text={gtid} what={`GTID set of ${name}`} />],
        ['Server id', server.serverId === null ? null : <Mono>{server.serverId}</Mono>],
        ['UUID', server.uuid === null ? null : <Mono copy={{ text: server.uuid, what: 'UUID' }}>{server.uuid}</Mono>],
        ['Up for', server.uptimeS === null ? null : uptimeText(server.uptimeS)],
        ['Promotion', { prefer: 'preferred', never: 'never promote', neutral: null }[server.promotion]],
        ['Site', server.site],
        ['Read', server.readAt === null ? 'never' : <Age at={server.readAt} />],
      ]}
    />
  );
}

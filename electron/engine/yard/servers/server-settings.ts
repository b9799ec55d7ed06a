import { isPaired, type ClusterShape } from '../../../../shared/domain/cluster-shape.ts';
import type { Flavour } from '../../../../shared/domain/flavour.ts';
import { filesOf } from './server-spec.ts';
import type { ServerSpec } from './server-spec.ts';

export type Positions = 'gtid' | 'file';

/** Option → value, as in a my.cnf; `true` writes the bare option, null leaves a default out. */
export type Settings = Readonly<Record<string, string | number | true | null>>;

export interface SettingsRequest {
  readonly family: Flavour;
  readonly positions: Positions;
  readonly spec: ServerSpec;
  /** Lines the binaries need (`basedir=…`). */
  readonly base: readonly string[];
  readonly runsAsRoot: boolean;
  /** Added to the defaults, or instead of them. */
  readonly overrides?: Settings;
}

/**
 * The my.cnf of a practice server. Every server comes up read-only, the master too: whoever starts it opens the one
 * that may take writes afterwards, so that a restart after a switchover never makes a second writable server. (MySQL's
 * persisted settings, which a switchover writes, win over this file.)
 */
export function serverConfiguration(request: SettingsRequest): string {
  const settings: Settings = {
    ...commonSettings(request.spec),
    ...flavourSettings(request.family, request.positions),
    ...(request.runsAsRoot ? { user: 'root' } : {}),
    ...request.overrides,
  };
  const lines = Object.entries(settings).flatMap(([name, value]) => line(name, value));
  return ['[mysqld]', ...request.base, ...lines, ''].join('\n');
}

function line(name: string, value: string | number | true | null): string[] {
  if (value === null) return [];
  return [value === true ? name : `${name}=${String(value)}`];
}

function commonSettings(spec: ServerSpec): Settings {
  const files = filesOf(spec);
  return {
    datadir: files.data,
    tmpdir: files.temporary,
    socket: spec.socket,
    port: spec.port,
    'bind-address': '127.0.0.1',
    'pid-file': files.pid,
    'log-error': files.log,
    'server-id': spec.serverId,
    'report-host': '127.0.0.1',
    'report-port': spec.port,
    'skip-name-resolve': true,
    'log-bin': 'binlog',
    'relay-log': 'relay',
    'read-only': 'ON',
    'event-scheduler': 'ON',
    'character-set-server': 'utf8mb4',
    'innodb-buffer-pool-size': '32M',
    'max-connections': 100,
    'table-open-cache': 200,
  };
}

function flavourSettings(family: Flavour, positions: Positions): Settings {
  switch (family) {
    case 'mariadb':
      return mariadbSettings;
    case 'mysql':
      return mysqlSettings(positions);
    case 'mysql56':
      return mysql56Settings(positions);
  }
}

const mariadbSettings: Settings = {
  'binlog-format': 'ROW',
  'log-slave-updates': 'ON',
  'innodb-log-file-size': '16M',
  'aria-pagecache-buffer-size': '8M',
  'key-buffer-size': '1M',
};

/** Two that take writes in turns never give the same number to two rows. */
export function pairSettings(shape: ClusterShape, place: number): Settings {
  return isPaired(shape, place) ? { 'auto-increment-increment': 2, 'auto-increment-offset': place + 1 } : {};
}

function mysqlSettings(positions: Positions): Settings {
  const gtid = positions === 'gtid' ? 'ON' : 'OFF';
  return {
    'gtid-mode': gtid,
    'enforce-gtid-consistency': gtid,
    'log-replica-updates': 'ON',
    'super-read-only': 'ON',
    'innodb-redo-log-capacity': '32M',
    'secure-file-priv': 'NULL',
    mysqlx: 'OFF',
  };
}

/** With the settings of those days, but for the applier's place, which a crash must not lose. */
function mysql56Settings(positions: Positions): Settings {
  const gtid = positions === 'gtid' ? 'ON' : 'OFF';
  return {
    'gtid-mode': gtid,
    'enforce-gtid-consistency': gtid,
    'binlog-format': 'ROW',
    'log-slave-updates': 'ON',
    'relay-log-info-repository': 'TABLE',
    'explicit-defaults-for-timestamp': true,
    'innodb-log-file-size': '16M',
    'key-buffer-size': '1M',
  };
}

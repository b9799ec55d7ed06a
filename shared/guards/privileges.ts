import { factOf, type PrivilegesFacts } from '../domain/facts.ts';
import { atLeast, type ServerId, type Version } from '../domain/server.ts';
import { defineGuard } from './define.ts';
import { block, needsOf, pass } from './guard.ts';

export type PlanPart = 'source' | 'candidate' | 'replica' | 'channel' | 'attach';

/** MariaDB renamed REPLICA to SLAVE and back in grants; both spellings mean the same. */
function normal(name: string): string {
  return name
    .toUpperCase()
    .replaceAll('REPLICA ', 'SLAVE ')
    .replaceAll('REPLICATION SLAVE ADMIN', 'REPLICATION_SLAVE_ADMIN')
    .trim();
}

interface PrivilegeNeeds {
  /** Scheduled events are enabled or disabled there. */
  readonly events: boolean;
  /** Logged transactions are applied there. */
  readonly salvage: boolean;
  /** It waits for acknowledgements afterwards, or does not any more. */
  readonly semiSync: boolean;
  /** Its own binary log is dropped. */
  readonly dropsLog: boolean;
}

/**
 * What each part of a switchover needs; docs/privileges.md says what for. Without EVENT, and without the privilege for
 * the list of {replicas}, the server silently shows nothing: these are asked for even where there may be nothing to see.
 */
function neededFor(
  part: PlanPart,
  version: Version,
  { events, salvage, semiSync, dropsLog }: PrivilegeNeeds,
): readonly string[] {
  if (part === 'channel') return neededForChannel(version);
  const isEnd = part === 'source' || part === 'candidate';
  const reloads = isEnd || dropsLog;
  if (version.family === 'mariadb') {
    return [
      ...[
        'REPLICATION SLAVE ADMIN',
        'READ ONLY ADMIN',
        'CONNECTION ADMIN',
        'BINLOG MONITOR',
        'SLAVE MONITOR',
        'PROCESS',
      ],
      ...(part === 'source' || semiSync ? ['REPLICATION MASTER ADMIN'] : []),
      ...(reloads ? ['RELOAD'] : []),
      ...(isEnd ? ['EVENT'] : []),
      ...(isEnd && events ? ['SUPER'] : []),
      ...(isEnd && (events || salvage) ? ['BINLOG ADMIN'] : []),
      ...(salvage ? ['BINLOG REPLAY'] : []),
    ];
  }
  if (!atLeast(version, 8)) {
    return [
      ...['SUPER', 'REPLICATION CLIENT', 'PROCESS', 'RELOAD'],
      ...(part === 'source' ? ['REPLICATION SLAVE'] : []),
      ...(isEnd ? ['EVENT'] : []),
    ];
  }
  return [
    ...['REPLICATION_SLAVE_ADMIN', 'SYSTEM_VARIABLES_ADMIN', 'CONNECTION_ADMIN', 'PROCESS', 'REPLICATION CLIENT'],
    ...(part === 'source' ? ['REPLICATION SLAVE', 'XA_RECOVER_ADMIN'] : []),
    ...(part === 'source' && atLeast(version, 8, 0, 16) ? ['SYSTEM_USER'] : []),
    ...(reloads ? ['RELOAD'] : []),
    ...(isEnd ? ['EVENT'] : []),
    ...(salvage ? ['BINLOG_ADMIN'] : []),
    ...(isEnd && events ? [atLeast(version, 8, 2) ? 'SET_ANY_DEFINER' : 'SET_USER_ID'] : []),
  ];
}

/** To change one channel, and to end a session of its own whose reply was lost. */
function neededForChannel(version: Version): readonly string[] {
  if (version.family === 'mariadb')
    return ['REPLICATION SLAVE ADMIN', 'CONNECTION ADMIN', 'BINLOG MONITOR', 'SLAVE MONITOR', 'PROCESS'];
  if (!atLeast(version, 8)) return ['SUPER', 'REPLICATION CLIENT', 'PROCESS'];
  return ['REPLICATION_SLAVE_ADMIN', 'CONNECTION_ADMIN', 'PROCESS', 'REPLICATION CLIENT'];
}

/** MySQL's SUPER stands for the dynamic privileges that were split off it; MariaDB's for BINLOG REPLAY. */
function missingOf(needed: readonly string[], has: PrivilegesFacts, version: Version): readonly string[] {
  if (has.all) return [];
  const granted = new Set(has.global.map(normal));
  const bySuper = version.family === 'mysql' && granted.has('SUPER');
  const standsFor = (name: string): boolean => (bySuper ? /_ADMIN$/.test(name) : name === 'BINLOG REPLAY');
  return needed.filter((name) => !granted.has(normal(name)) && !(granted.has('SUPER') && standsFor(name)));
}

export const privilegesOn = defineGuard<{
  server: ServerId;
  part: PlanPart;
  events: boolean;
  salvage?: boolean;
  semiSync?: boolean;
  dropsLog?: boolean;
}>({
  code: 'privileges-missing',
  about: ({ server }) => server,
  needs: ({ server }) => needsOf(server, 'privileges', 'identity'),
  unknown: 'block',
  check: ({ server, part, events, salvage = false, semiSync = false, dropsLog = false }, facts) => {
    const has = factOf(facts.get(server), 'privileges');
    const version = factOf(facts.get(server), 'identity')?.version;
    if (has === undefined || version === undefined)
      return block(`Privileges on ${server} are not known.`, 'Check again.');
    const missing = missingOf(neededFor(part, version, { events, salvage, semiSync, dropsLog }), has, version);
    const leave = part === 'replica' ? `, or leave it behind (--leave-behind ${server})` : '';
    return missing.length === 0
      ? pass(`Signalbox's account may do on ${server} what the plan needs.`)
      : block(
          `${has.account} lacks on ${server}: ${missing.join(', ')}.`,
          `GRANT ${missing.join(', ')} ON *.* TO ${quoted(has.account)};  on ${server}${leave}.`,
        );
  },
});

function quoted(account: string): string {
  const at = account.lastIndexOf('@');
  return at < 0 ? `'${account}'` : `'${account.slice(0, at)}'@'${account.slice(at + 1)}'`;
}

import { factOf, type SessionFacts } from '../domain/facts.ts';
import type { ServerId } from '../domain/server.ts';
import { defineGuard } from './define.ts';
import { block, needsOf, pass, warn } from './guard.ts';

const longTransactionS = 10; // s
const longDdlS = 2; // s

function describe(session: SessionFacts): string {
  const what = session.lock === null ? (session.statement ?? session.state) : `holds ${session.lock}`;
  return `${String(session.id)} (${session.user}@${session.host}, ${String(session.transactionS ?? session.timeS)} s${what === '' ? '' : `: ${what.slice(0, 80)}`})`;
}

export const noLongTransactions = defineGuard<{ server: ServerId }>({
  code: 'long-transactions',
  about: ({ server }) => server,
  needs: ({ server }) => needsOf(server, 'sessions'),
  unknown: 'warn',
  check: ({ server }, facts) => {
    const sessions = factOf(facts.get(server), 'sessions')?.sessions ?? [];
    const long = sessions.filter((s) => s.kind === 'client' && (s.transactionS ?? 0) > longTransactionS);
    return long.length === 0
      ? pass(`No transaction on ${server} has run longer than ${String(longTransactionS)} s.`)
      : warn(
          `Transactions running on ${server}: ${long.slice(0, 5).map(describe).join('; ')}.`,
          'They are rolled back when their sessions are closed; let them finish if they matter.',
        );
  },
});

const ddl = /^\s*(?:\/\*.*?\*\/\s*)*(alter|create|drop|truncate|rename|optimize|repair|analyze)\s/i;
const globalLock =
  /^\s*flush\s+(local\s+|no_write_to_binlog\s+)?tables?\s.*with\s+read\s+lock|^\s*lock\s+instance\s+for\s+backup|^\s*backup\s+stage/i;

function blocksClosing(session: SessionFacts): boolean {
  const statement = session.statement ?? '';
  return (
    session.lock !== null ||
    globalLock.test(statement) ||
    /global read lock|backup lock/i.test(session.state) ||
    (ddl.test(statement) && session.timeS >= longDdlS)
  );
}

/** DDL, a global read lock or a backup would make the closing of the source wait, and every writer with it. */
export const noDdlOrBackup = defineGuard<{ server: ServerId }>({
  code: 'ddl-or-backup',
  about: ({ server }) => server,
  needs: ({ server }) => needsOf(server, 'sessions'),
  unknown: 'block',
  check: ({ server }, facts) => {
    const sessions = factOf(facts.get(server), 'sessions')?.sessions ?? [];
    const busy = sessions.filter(
      (session) => (session.kind === 'client' || session.kind === 'applier') && blocksClosing(session),
    );
    return busy.length === 0
      ? pass(`No long DDL, global read lock or backup on ${server}.`)
      : block(
          `A schema change, a global read lock or a backup runs on ${server}: ${busy.slice(0, 5).map(describe).join('; ')}.`,
          'Let it finish or end it, then check again.',
        );
  },
});

export const processListComplete = defineGuard<{ server: ServerId }>({
  code: 'processlist-cut',
  about: ({ server }) => server,
  needs: ({ server }) => needsOf(server, 'sessions'),
  unknown: 'block',
  check: ({ server }, facts) =>
    factOf(facts.get(server), 'sessions')?.complete === true
      ? pass(`All sessions of ${server} are visible.`)
      : block(
          `${server} shows Signalbox only its own sessions, so writers can't be closed.`,
          'GRANT PROCESS ON *.* to its account.',
        ),
});

/** A warning while planning; the plan asks `no-prepared-transactions` again, as a block, when the source is closed. */
export const noPreparedYet = defineGuard<{ server: ServerId }>({
  code: 'xa-prepared',
  about: ({ server }) => server,
  needs: ({ server }) => needsOf(server, 'prepared'),
  unknown: 'warn',
  check: ({ server }, facts) => {
    const prepared = factOf(facts.get(server), 'prepared')?.transactions ?? [];
    return prepared.length === 0
      ? pass(`No XA transaction is prepared on ${server}.`)
      : warn(
          `XA transactions are prepared on ${server}: ${prepared.slice(0, 5).join(', ')}.`,
          'They must be committed or rolled back before writes stop, else the switchover is undone.',
        );
  },
});

export const clocksAgree = defineGuard<{ servers: readonly ServerId[] }>({
  code: 'clocks-differ',
  about: () => null,
  needs: ({ servers }) => servers.flatMap((server) => needsOf(server, 'settings')),
  unknown: 'warn',
  check: ({ servers }, facts) => {
    const offsets = servers.map((server) => {
      const reading = facts.get(server)?.readings.settings;
      return { server, ms: reading?.ok === true ? reading.value.serverTimeMs - reading.readAt : 0 };
    });
    const off = offsets.filter(({ ms }) => Math.abs(ms) > 2000);
    return off.length === 0
      ? pass('The servers’ clocks agree with this machine’s.')
      : warn(
          `Clocks differ from this machine's: ${off.map(({ server, ms }) => `${server} by ${(ms / 1000).toFixed(1)} s`).join(', ')}.`,
          'Lag in seconds and NOW() depend on clocks: fix NTP.',
        );
  },
});

import { factOf } from '../../domain/facts.ts';
import { eventSchedulerIs, eventsAre, noPreparedTransactions, sessionsGone } from '../../guards/proofs/sessions.ts';
import { closed, notOpen, persistedIs, readOnlyIs } from '../../guards/proofs/read-only.ts';
import { atLeast } from '../../domain/server.ts';
import { change, nothingToUndo, read, statements, undoBy, value, wait } from '../nodes.ts';
import type { PlanNode } from '../plan.ts';
import { rolesHold } from './as-found.ts';
import { inboundStopped } from './pair.ts';
import { identityOf, movingEvents, statusOf, type SwitchoverInput } from './input.ts';
import { timings } from './timings.ts';

export const lockWait = `SET SESSION lock_wait_timeout = ${String(timings.lockWaitS)}`;

/** From here writers wait: the source is closed, its writers are gone, its final position is read. */
export function closeSource(input: SwitchoverInput): readonly PlanNode[] {
  const { source } = input;
  return [
    ...stopEvents(input),
    close(input),
    ...persistClosed(input),
    ...preparedOver(input),
    ...closeSessions(input),
    ...freeze(input),
    read({
      id: 'final-position',
      server: source,
      title: `Read ${source}'s final position, twice the same`,
      why: 'Everything up to here must be on the new {source}.',
      before: [
        closed.ref({ server: source }),
        noPreparedTransactions.ref({ server: source }),
        ...inboundStopped(input),
      ],
      read: 'position',
      stable: true,
      into: 'final',
      withinMs: timings.readPosition,
    }),
  ];
}

/** Was the event scheduler on? One that can't be asked any more counts as on: its events are known to be enabled. */
export function schedulerWasOn(input: SwitchoverInput): boolean {
  const status = factOf(input.facts.get(input.source), 'status');
  return status === undefined || ['ON', '1'].includes(status.eventScheduler.toUpperCase());
}

function stopEvents(input: SwitchoverInput): readonly PlanNode[] {
  const events = movingEvents(input);
  if (events.length === 0) return [];
  const { source } = input;
  const commands = input.commands(source);
  const names = events.map(({ schema, name }) => ({ schema, name }));
  const disabled = change({
    id: 'disable-events',
    before: [rolesHold(input)],
    server: source,
    title: `Disable ${String(events.length)} scheduled ${events.length === 1 ? 'event' : 'events'} on ${source}, unlogged`,
    why: 'They move to the new {source}; their definers stay.',
    run: statements('work', [lockWait, commands.unlogged(), ...events.map((event) => commands.disableEvent(event))]),
    proof: eventsAre.ref({ server: source, events: names, enabled: false }),
    withinMs: timings.small,
    undo: undoBy(
      'Enable the events again',
      statements('control', [commands.unlogged(), ...events.map((event) => commands.enableEvent(event))]),
      eventsAre.ref({ server: source, events: names, enabled: true }),
      { withinMs: timings.undo },
    ),
  });
  if (!schedulerWasOn(input)) return [disabled];
  const scheduler = change({
    id: 'scheduler-off',
    before: [rolesHold(input)],
    server: source,
    title: `Event scheduler of ${source} off`,
    why: 'No event starts in the middle of the switch.',
    run: statements('work', [commands.eventScheduler(false)]),
    proof: eventSchedulerIs.ref({ server: source, on: false }),
    withinMs: timings.small,
    undo: undoBy(
      'Event scheduler on again',
      statements('control', [commands.eventScheduler(true)]),
      eventSchedulerIs.ref({ server: source, on: true }),
      { withinMs: timings.undo },
    ),
  });
  return [scheduler, disabled];
}

function close(input: SwitchoverInput): PlanNode {
  const { source } = input;
  const { readOnly, superReadOnly } = statusOf(input, source);
  const commands = input.commands(source);
  return change({
    id: 'close-source',
    before: [rolesHold(input)],
    server: source,
    title: `Stop writes on the old {source}`,
    why: 'Waits behind LOCK TABLES and running updates, at most for lock_wait_timeout; meanwhile new writers wait too.',
    run: statements('work', [lockWait, ...commands.close()]),
    proof: closed.ref({ server: source }),
    withinMs: timings.close,
    marks: 'writes-stop',
    undo: undoBy(
      `Open ${source} again`,
      statements('control', commands.open({ readOnly, superReadOnly })),
      readOnlyIs.ref({ server: source, readOnly, superReadOnly }),
      { withinMs: timings.undo, provided: [notOpen.ref({ server: input.shape.candidate })] },
    ),
  });
}

function persistClosed(input: SwitchoverInput): readonly PlanNode[] {
  const { source } = input;
  const commands = input.commands(source);
  const run = commands.persistClosed();
  if (run.length === 0) return [];
  const values = factOf(input.facts.get(source), 'persisted')?.values ?? {};
  const previous = Object.fromEntries(
    Object.entries(values).filter(([name]) => name === 'read_only' || name === 'super_read_only'),
  );
  return [
    change({
      id: 'persist-closed',
      server: source,
      title: `Keep ${source} closed after a restart`,
      why: 'A restarted server takes read_only from its files.',
      run: statements('work', run),
      proof: persistedIs.ref({ server: source, values: { read_only: 'ON', super_read_only: 'ON' } }),
      withinMs: timings.small,
      undo: undoBy(
        'Back to what was persisted',
        statements('control', commands.persistBack(previous)),
        persistedIs.ref({ server: source, values: previous }),
        { withinMs: timings.undo },
      ),
    }),
  ];
}

/**
 * Before MySQL 5.7.7 a prepared transaction is rolled back with its session, behind the back of who prepared it: so
 * none may be there when sessions are closed. Source: MySQL 5.7 release notes, 5.7.7.
 */
export function preparedOver(input: SwitchoverInput): readonly PlanNode[] {
  const { source } = input;
  const { version } = identityOf(input, source);
  if (version.family === 'mariadb' || atLeast(version, 5, 7, 7)) return [];
  return [
    wait({
      id: 'no-prepared',
      server: source,
      title: `No XA transaction is prepared on ${source}`,
      why: 'This version rolls a prepared one back when its session is closed.',
      until: noPreparedTransactions.ref({ server: source }),
      withinMs: timings.prepared,
    }),
  ];
}

/**
 * Whoever was connected when it was closed is gone. A thread that is about to read its next statement overhears a KILL
 * and a second one wakes it (MySQL Bug#37780, accepted in `THD::awake` of 5.6 to 8.x), so it is repeated.
 */
export function closeSessions(input: SwitchoverInput): readonly PlanNode[] {
  const { source } = input;
  return [
    read({
      id: 'open-sessions',
      server: source,
      title: `List the sessions open on ${source}`,
      why: 'Whoever was connected before the closing may have a write under way.',
      read: 'ordinary-sessions',
      into: 'sessions',
      withinMs: timings.small,
    }),
    change({
      id: 'close-sessions',
      server: source,
      title: 'Close them and see them gone',
      why: 'Later connections find the server read-only. Replication and Signalbox’s own sessions stay.',
      run: [
        {
          sql: input.commands(source).kill(),
          session: 'control',
          binds: {},
          each: value('sessions'),
          tolerate: [1094],
        },
      ],
      proof: sessionsGone.ref({ server: source, ids: value('sessions') }),
      repeat: true,
      withinMs: timings.closeSessions,
      undo: nothingToUndo('applications connect again'),
    }),
  ];
}

/** Holds accounts that read_only lets through, until `thaw`. */
export function freeze(input: SwitchoverInput): readonly PlanNode[] {
  const { source } = input;
  const commands = input.commands(source);
  const [lock, unlock] = [commands.freeze(), commands.thaw()];
  if (lock === null || unlock === null) return [];
  return [
    change({
      id: 'freeze-source',
      server: source,
      title: `Hold accounts that read_only does not hold on ${source}`,
      why: 'read_only lets privileged accounts write; the read lock is held until the old {source} follows.',
      run: statements('hold', [lockWait, lock]),
      proof: closed.ref({ server: source }),
      withinMs: timings.freeze,
      undo: undoBy('Release the read lock', statements('hold', [unlock]), closed.ref({ server: source }), {
        withinMs: timings.undo,
      }),
    }),
  ];
}

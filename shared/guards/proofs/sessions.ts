import { factOf, type FactsByServer, type ScheduledEvent } from '../../domain/facts.ts';
import type { ServerId } from '../../domain/server.ts';
import { defineGuard } from '../define.ts';
import { block, needsOf, pass } from '../guard.ts';

/** The sessions that were open when the server was closed are gone; later ones found it read-only. */
export const sessionsGone = defineGuard<{ server: ServerId; ids: readonly number[] }>({
  code: 'sessions-gone',
  about: ({ server }) => server,
  needs: ({ server }) => needsOf(server, 'sessions'),
  unknown: 'block',
  check: ({ server, ids }, facts) => {
    const open = new Set((factOf(facts.get(server), 'sessions')?.sessions ?? []).map((session) => session.id));
    const rest = ids.filter((id) => open.has(id));
    return rest.length === 0
      ? pass(`The ${String(ids.length)} sessions that were open on ${server} when it was closed are gone.`)
      : block(
          `Sessions from before the closing are still there on ${server}: ${rest.join(', ')}.`,
          'Look at what they do; a session in rollback may take long.',
        );
  },
});

export const noPreparedTransactions = defineGuard<{ server: ServerId }>({
  code: 'xa-prepared-at-close',
  about: ({ server }) => server,
  needs: ({ server }) => needsOf(server, 'prepared'),
  unknown: 'block',
  check: ({ server }, facts) => {
    const prepared = factOf(facts.get(server), 'prepared')?.transactions ?? [];
    return prepared.length === 0
      ? pass(`No XA transaction is prepared on ${server}.`)
      : block(
          `XA transactions are prepared on ${server}: ${prepared.slice(0, 5).join(', ')}.`,
          'Commit or roll them back, then try again.',
        );
  },
});

function statusOf(
  facts: FactsByServer,
  server: ServerId,
  event: { schema: string; name: string },
): ScheduledEvent['status'] | undefined {
  return factOf(facts.get(server), 'events')?.events.find((e) => e.schema === event.schema && e.name === event.name)
    ?.status;
}

/** These events (schema.name) are all enabled, or all not. */
export const eventsAre = defineGuard<{
  server: ServerId;
  events: readonly { readonly schema: string; readonly name: string }[];
  enabled: boolean;
}>({
  code: 'events-are',
  about: ({ server }) => server,
  needs: ({ server }) => needsOf(server, 'events'),
  unknown: 'block',
  check: ({ server, events, enabled }, facts) => {
    const wrong = events.filter((event) => (statusOf(facts, server, event) === 'enabled') !== enabled);
    return wrong.length === 0
      ? pass(`Scheduled events on ${server} are ${enabled ? 'enabled' : 'disabled'}.`)
      : block(
          `Scheduled events on ${server} are not ${enabled ? 'enabled' : 'disabled'}: ${wrong.map((e) => `${e.schema}.${e.name}`).join(', ')}.`,
          'Set them by hand, with sql_log_bin=0 and their DEFINER.',
        );
  },
});

/** Each event has exactly the status that was recorded. */
export const eventsRestored = defineGuard<{
  server: ServerId;
  events: readonly Pick<ScheduledEvent, 'schema' | 'name' | 'status'>[];
}>({
  code: 'events-restored',
  about: ({ server }) => server,
  needs: ({ server }) => needsOf(server, 'events'),
  unknown: 'block',
  check: ({ server, events }, facts) => {
    const wrong = events.filter((event) => statusOf(facts, server, event) !== event.status);
    return wrong.length === 0
      ? pass(`Scheduled events on ${server} are as they were.`)
      : block(
          `Scheduled events on ${server} are not as they were: ${wrong.map((e) => `${e.schema}.${e.name} (was ${e.status})`).join(', ')}.`,
          'Set them by hand, with sql_log_bin=0 and their DEFINER.',
        );
  },
});

export const eventSchedulerIs = defineGuard<{ server: ServerId; on: boolean }>({
  code: 'event-scheduler-is',
  about: ({ server }) => server,
  needs: ({ server }) => needsOf(server, 'status'),
  unknown: 'block',
  check: ({ server, on }, facts) => {
    const now = factOf(facts.get(server), 'status')?.eventScheduler.toUpperCase();
    return (now === 'ON' || now === '1') === on
      ? pass(`The event scheduler of ${server} is ${on ? 'on' : 'off'}.`)
      : block(
          `The event scheduler of ${server} is ${now ?? 'unknown'}.`,
          `SET GLOBAL event_scheduler = ${on ? 'ON' : 'OFF'}`,
        );
  },
});

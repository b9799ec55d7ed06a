import type { EventsFacts, ScheduledEvent } from '../../domain/facts.ts';
import { textOf } from '../cells.ts';
import type { GroupReader } from '../dialect.ts';

/** Scheduled events. Without the EVENT privilege the list is silently cut. */
export const eventsReader: GroupReader<EventsFacts> = {
  queries: [
    {
      key: 'events',
      sql: `SELECT EVENT_SCHEMA AS event_schema, EVENT_NAME AS event_name, DEFINER AS event_definer,
        STATUS AS event_status FROM information_schema.EVENTS ORDER BY EVENT_SCHEMA, EVENT_NAME`,
    },
  ],
  parse: ({ events }) => ({
    events: (events ?? []).map((row) => ({
      schema: textOf(row, 'event_schema'),
      name: textOf(row, 'event_name'),
      definer: definerOf(textOf(row, 'event_definer')),
      status: statusOf(textOf(row, 'event_status')),
    })),
  }),
};

function definerOf(text: string): ScheduledEvent['definer'] {
  const at = text.lastIndexOf('@');
  return at < 0 ? { user: text, host: '%' } : { user: text.slice(0, at), host: text.slice(at + 1) };
}

/** SLAVESIDE_DISABLED, from MySQL 8.2 on REPLICA_SIDE_DISABLED. */
function statusOf(text: string): ScheduledEvent['status'] {
  if (text === 'ENABLED') return 'enabled';
  return text === 'DISABLED' ? 'disabled' : 'replica-side-disabled';
}

import { factOf } from '../../domain/facts.ts';
import type { ServerId } from '../../domain/server.ts';
import { defineGuard } from '../define.ts';
import { block, needsOf, pass } from '../guard.ts';

/** No ordinary account can write: read_only is on, and super_read_only where the family has it. */
export const closed = defineGuard<{ server: ServerId }>({
  code: 'closed',
  about: ({ server }) => server,
  needs: ({ server }) => needsOf(server, 'status'),
  unknown: 'block',
  check: ({ server }, facts) => {
    const status = factOf(facts.get(server), 'status');
    return status?.readOnly === true && status.superReadOnly !== false
      ? pass(`${server} is closed for writes.`)
      : block(
          `${server} is not closed: read_only is ${status?.readOnly === true ? 'ON' : 'OFF'}, super_read_only ${String(status?.superReadOnly ?? 'not there')}.`,
          'Close it by hand before anything else is opened.',
        );
  },
});

/** Read-only for ordinary accounts: what is asked of a replica that stays one. */
export const readOnlyOn = defineGuard<{ server: ServerId }>({
  code: 'read-only-on',
  about: ({ server }) => server,
  needs: ({ server }) => needsOf(server, 'status'),
  unknown: 'block',
  check: ({ server }, facts) =>
    factOf(facts.get(server), 'status')?.readOnly === true
      ? pass(`${server} is read-only.`)
      : block(`${server} can be written to.`, 'Close it: a second server must not take writes.'),
});

/**
 * Not seen open for writes: asked before the old source is opened again. A server that can't be read takes no writes
 * from here either; one that this operation had opened is proved closed by a step of its own.
 */
export const notOpen = defineGuard<{ server: ServerId }>({
  code: 'not-open',
  about: ({ server }) => server,
  needs: ({ server }) => needsOf(server, 'status'),
  unknown: 'warn',
  check: ({ server }, facts) =>
    factOf(facts.get(server), 'status')?.readOnly === true
      ? pass(`${server} is read-only.`)
      : block(
          `${server} takes writes: somebody opened it.`,
          'Decide which server is to take writes, and close the other.',
        ),
});

/** The read-only settings are exactly these. */
export const readOnlyIs = defineGuard<{ server: ServerId; readOnly: boolean; superReadOnly: boolean | null }>({
  code: 'read-only-is',
  about: ({ server }) => server,
  needs: ({ server }) => needsOf(server, 'status'),
  unknown: 'block',
  check: ({ server, readOnly, superReadOnly }, facts) => {
    const status = factOf(facts.get(server), 'status');
    const now = `read_only=${String(status?.readOnly)}, super_read_only=${String(status?.superReadOnly)}`;
    return status?.readOnly === readOnly && (superReadOnly === null || status.superReadOnly === superReadOnly)
      ? pass(`${server}: ${now}.`)
      : block(
          `${server}: ${now}, wanted read_only=${String(readOnly)}, super_read_only=${String(superReadOnly)}.`,
          'Set it by hand.',
        );
  },
});

/** What a restart would bring back is exactly this (MySQL 8+). */
export const persistedIs = defineGuard<{ server: ServerId; values: Readonly<Record<string, string>> }>({
  code: 'persisted-is',
  about: ({ server }) => server,
  needs: ({ server }) => needsOf(server, 'persisted'),
  unknown: 'block',
  check: ({ server, values }, facts) => {
    const persisted = factOf(facts.get(server), 'persisted')?.values ?? {};
    const now = describe(persisted);
    return ['read_only', 'super_read_only'].every((name) => persisted[name] === values[name])
      ? pass(`${server} persists ${now}.`)
      : block(
          `${server} persists ${now}, wanted ${describe(values)}.`,
          'Set it by hand with SET PERSIST or RESET PERSIST.',
        );
  },
});

function describe(values: Readonly<Record<string, string>>): string {
  const parts = ['read_only', 'super_read_only'].flatMap((name) =>
    values[name] === undefined ? [] : [`${name}=${values[name]}`],
  );
  return parts.length === 0 ? 'neither read_only nor super_read_only' : parts.join(', ');
}

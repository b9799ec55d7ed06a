import type { ErrorReport } from '../../shared/domain/errors.ts';
import type { HostMessage } from '../../shared/ipc/wire.ts';

/** Sends the events of one stream in batches, the next one only after the former was acknowledged. */
export interface Outbox {
  /** false when the window takes so little that too many events wait; the stream is then to be ended. */
  push(event: unknown): boolean;
  acknowledged(): void;
  /** Sends what waits, then the end. */
  end(error: ErrorReport | null): void;
}

const mostWaiting = 5_000; // events

/** `key`: a waiting event is replaced by a newer one with the same key, which says all that it said. */
export function createOutbox(
  id: number,
  send: (message: HostMessage) => void,
  key: (event: unknown) => string | null,
): Outbox {
  let waiting: unknown[] = [];
  let unacknowledged = false;
  const flush = (): void => {
    if (waiting.length === 0) return;
    const events = waiting;
    waiting = [];
    unacknowledged = true;
    send({ kind: 'events', id, events });
  };
  return {
    push(event) {
      const same = key(event);
      if (same !== null) waiting = waiting.filter((other) => key(other) !== same);
      waiting.push(event);
      if (!unacknowledged) flush();
      return waiting.length <= mostWaiting;
    },
    acknowledged() {
      unacknowledged = false;
      flush();
    },
    end(error) {
      flush();
      send({ kind: 'end', id, error });
    },
  };
}

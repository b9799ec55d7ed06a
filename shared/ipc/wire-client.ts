import type { ErrorReport } from '../domain/errors.ts';
import type { HostMessage, Reply, StreamMessage, WindowMessage, Wire } from './wire.ts';

/** The window's end of one connection: many calls and streams over one `send`. */
export interface WireClient extends Wire {
  receive(message: HostMessage): void;
  /** The connection is gone: every open call and stream ends with this error. */
  lost(error: ErrorReport): void;
}

interface Pending {
  readonly calls: Map<number, (reply: Reply) => void>;
  readonly streams: Map<number, (message: StreamMessage) => void>;
}

/** Free of DOM, Node and zod: the desktop's sandboxed preload runs it as well as the browser's page. */
export function createWireClient(send: (message: WindowMessage) => void): WireClient {
  const pending: Pending = { calls: new Map(), streams: new Map() };
  let lastId = 0;
  return {
    call(name, input) {
      const id = ++lastId;
      return new Promise((resolve) => {
        pending.calls.set(id, resolve);
        send({ kind: 'call', id, name, input });
      });
    },
    stream(name, input, listener) {
      const id = ++lastId;
      pending.streams.set(id, listener);
      send({ kind: 'open', id, name, input });
      return () => {
        if (pending.streams.delete(id)) send({ kind: 'cancel', id });
      };
    },
    receive: (message) => receive(pending, message, send),
    lost: (error) => endAll(pending, error),
  };
}

function receive(pending: Pending, message: HostMessage, send: (message: WindowMessage) => void): void {
  switch (message.kind) {
    case 'reply':
      pending.calls.get(message.id)?.(message.reply);
      pending.calls.delete(message.id);
      return;
    case 'events': {
      const listener = pending.streams.get(message.id);
      if (listener === undefined) return;
      send({ kind: 'ack', id: message.id });
      listener({ kind: 'events', events: message.events });
      return;
    }
    case 'end': {
      const listener = pending.streams.get(message.id);
      pending.streams.delete(message.id);
      listener?.({ kind: 'end', error: message.error });
      return;
    }
    case 'beat':
  }
}

function endAll(pending: Pending, error: ErrorReport): void {
  const calls = [...pending.calls.values()];
  const streams = [...pending.streams.values()];
  pending.calls.clear();
  pending.streams.clear();
  for (const answer of calls) answer({ ok: false, error });
  for (const listener of streams) listener({ kind: 'end', error });
}

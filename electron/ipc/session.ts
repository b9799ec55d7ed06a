import type { ErrorReport } from '../../shared/domain/errors.ts';
import { windowMessage } from '../../shared/ipc/wire-schemas.ts';
import type { HostMessage, WindowMessage } from '../../shared/ipc/wire.ts';
import { dispatchCall, dispatchStream } from './dispatch.ts';
import { eventKey } from './event-key.ts';
import type { Handlers } from './handlers.ts';
import { createOutbox } from './outbox.ts';
import type { Outbox } from './outbox.ts';

/** One window's conversation with the engine, over any transport. */
export interface Session {
  /** false when the message is not of this protocol: the transport should be closed. */
  receive(message: unknown): boolean;
  /** The window is gone: what was done only for it is aborted, nothing more is sent. Running operations go on. */
  close(): void;
}

/** Open calls and streams a window may have at a time. */
const mostOpen = 64;

interface Open {
  readonly controller: AbortController;
  readonly outbox: Outbox | null;
}

interface State {
  readonly handlers: Handlers;
  readonly open: Map<number, Open>;
  readonly send: (message: HostMessage) => void;
}

const busy: ErrorReport = {
  code: 'host-busy',
  message: 'This window asks for more than Signalbox answers at a time. Reload it.',
  server: null,
  details: {},
};

export function createSession(handlers: Handlers, send: (message: HostMessage) => void): Session {
  let closed = false;
  const state: State = {
    handlers,
    open: new Map(),
    send: (message) => {
      if (!closed) send(message);
    },
  };
  return {
    receive(message) {
      const parsed = windowMessage.safeParse(message);
      return parsed.success && (closed || receive(state, parsed.data));
    },
    close() {
      closed = true;
      for (const { controller } of state.open.values()) controller.abort();
      state.open.clear();
    },
  };
}

function receive(state: State, message: WindowMessage): boolean {
  switch (message.kind) {
    case 'call':
      return begin(state, message.id, null, (open) => answer(state, message, open));
    case 'open': {
      const outbox = createOutbox(message.id, state.send, eventKey(message.name));
      return begin(state, message.id, outbox, (open) => tell(state, message, open, outbox));
    }
    case 'ack':
      state.open.get(message.id)?.outbox?.acknowledged();
      return true;
    case 'cancel':
      state.open.get(message.id)?.controller.abort();
      state.open.delete(message.id);
      return true;
  }
}

function begin(state: State, id: number, outbox: Outbox | null, work: (open: Open) => Promise<void>): boolean {
  if (state.open.has(id)) return false;
  if (state.open.size >= mostOpen) {
    if (outbox === null) state.send({ kind: 'reply', id, reply: { ok: false, error: busy } });
    else outbox.end(busy);
    return true;
  }
  const open: Open = { controller: new AbortController(), outbox };
  state.open.set(id, open);
  void work(open);
  return true;
}

async function answer(state: State, call: Extract<WindowMessage, { kind: 'call' }>, open: Open): Promise<void> {
  const { signal } = open.controller;
  const reply = await dispatchCall(state.handlers, call.name, call.input, { signal });
  if (state.open.get(call.id) !== open) return;
  state.open.delete(call.id);
  state.send({ kind: 'reply', id: call.id, reply });
}

async function tell(
  state: State,
  stream: Extract<WindowMessage, { kind: 'open' }>,
  open: Open,
  outbox: Outbox,
): Promise<void> {
  const { signal } = open.controller;
  const end = (error: ErrorReport | null): void => {
    if (state.open.get(stream.id) !== open) return;
    state.open.delete(stream.id);
    outbox.end(error);
  };
  const emit = (event: unknown): void => {
    if (signal.aborted || outbox.push(event)) return;
    end(busy);
    open.controller.abort();
  };
  end(await dispatchStream(state.handlers, stream.name, stream.input, { signal, emit }));
}

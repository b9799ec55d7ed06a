import type { EngineOptions } from '../engine/engine.ts';
import type { CallName, EventOf, InputOf, OutputOf, StreamName } from '../../shared/ipc/contract.ts';
import type { RunningDumps } from './running-dumps.ts';
import type { RunningImports } from './running-imports.ts';
import type { RunningOperations } from './running-operations.ts';
import type { YardStart } from './yard-start.ts';

/** What the handlers need to know of the program they run in. */
export interface HostInfo {
  readonly version: string;
  readonly host: 'desktop' | 'browser';
  /** See `app.info` in the contract. */
  readonly opening: 'start' | 'yard';
  readonly log: EngineOptions['log'];
  /** Asks for a file to import; null: none was chosen. Absent where the host has no dialogs. */
  readonly chooseDump?: () => Promise<string | null>;
  /** Asks where a dump is to go, with a name to begin with; null: nowhere. Absent where the host has no dialogs. */
  readonly choosePlace?: (suggested: string) => Promise<string | null>;
}

export interface CallContext {
  /** Aborts when the window no longer wants the answer, or is gone. */
  readonly signal: AbortSignal;
}

export interface StreamContext<E> {
  /** Aborts when the window no longer wants the events, or is gone. */
  readonly signal: AbortSignal;
  /** Never throws and never waits. */
  readonly emit: (event: E) => void;
}

export type CallHandler<K extends CallName> = (
  input: InputOf<K>,
  context: CallContext,
) => OutputOf<K> | Promise<OutputOf<K>>;

/** Settles when the stream is over; rejects with what ended it. */
export type StreamHandler<K extends StreamName> = (
  input: InputOf<K>,
  context: StreamContext<EventOf<K>>,
) => Promise<void>;

export type CallHandlers<K extends CallName = CallName> = { readonly [N in K]: CallHandler<N> };
export type StreamHandlers<K extends StreamName = StreamName> = { readonly [N in K]: StreamHandler<N> };

/** The contract as implemented by one engine. Shared by all windows of a host. */
export interface Handlers {
  readonly calls: CallHandlers;
  readonly streams: StreamHandlers;
  /** What goes on without any window. */
  readonly operations: RunningOperations;
  readonly imports: RunningImports;
  readonly dumps: RunningDumps;
  readonly yard: YardStart;
  readonly log: EngineOptions['log'];
}

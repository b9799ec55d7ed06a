import type { ErrorReport } from '../domain/errors.ts';

/**
 * What travels between a window and its host, over any transport. `id` is chosen by the window, one a call or stream.
 * A host sends the next `events` of a stream only after the window's `ack` of the former: a slow window gets fewer,
 * larger batches, never a growing backlog.
 */
export type WindowMessage =
  | { readonly kind: 'call'; readonly id: number; readonly name: string; readonly input: unknown }
  | { readonly kind: 'open'; readonly id: number; readonly name: string; readonly input: unknown }
  | { readonly kind: 'ack'; readonly id: number }
  /** The window no longer wants the call's answer or the stream's events. */
  | { readonly kind: 'cancel'; readonly id: number };

export type HostMessage =
  | { readonly kind: 'reply'; readonly id: number; readonly reply: Reply }
  | { readonly kind: 'events'; readonly id: number; readonly events: readonly unknown[] }
  /** The stream's last message. */
  | { readonly kind: 'end'; readonly id: number; readonly error: ErrorReport | null }
  /** Sent every few seconds where a transport can die silently. */
  | { readonly kind: 'beat' };

export type Reply =
  { readonly ok: true; readonly output: unknown } | { readonly ok: false; readonly error: ErrorReport };

export type StreamMessage =
  | { readonly kind: 'events'; readonly events: readonly unknown[] }
  | { readonly kind: 'end'; readonly error: ErrorReport | null };

/** A transport as a window sees it, and all that the desktop's preload exposes. Values are not checked here. */
export interface Wire {
  /** Never rejects while the page lives: failures are replies. */
  call(name: string, input: unknown): Promise<Reply>;
  /** Returns the function that cancels; after it, or after `end`, the listener hears nothing more. */
  stream(name: string, input: unknown, listener: (message: StreamMessage) => void): () => void;
}

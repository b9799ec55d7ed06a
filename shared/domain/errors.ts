import type { ErrorCode } from './error-codes.ts';
import type { ServerId } from './server.ts';
import type { Json } from './json.ts';

export interface ErrorContext {
  /** The server the error concerns. */
  readonly server?: ServerId;
  /** What a program may want to know; never a secret. */
  readonly details?: Readonly<Record<string, Json>>;
  readonly cause?: unknown;
}

/** The one error class: an expected failure with a stable code. Anything else that is thrown is a bug. */
export class SignalboxError extends Error {
  readonly code: ErrorCode;
  readonly server: ServerId | undefined;
  readonly details: Readonly<Record<string, Json>>;

  /** `message` is a sentence for the user: what happened, never a stack trace or a secret. */
  constructor(code: ErrorCode, message: string, context: ErrorContext = {}) {
    super(message, context.cause === undefined ? undefined : { cause: context.cause });
    this.name = 'SignalboxError';
    this.code = code;
    this.server = context.server;
    this.details = context.details ?? {};
  }
}

/** The plain-data form that crosses the bridge and goes into journals. */
export interface ErrorReport {
  readonly code: ErrorCode;
  readonly message: string;
  readonly server: ServerId | null;
  readonly details: Readonly<Record<string, Json>>;
}

/** Turns anything thrown into a report; what is not a SignalboxError is reported as a bug, without its stack. */
export function reportOf(thrown: unknown): ErrorReport {
  if (thrown instanceof SignalboxError) {
    return { code: thrown.code, message: thrown.message, server: thrown.server ?? null, details: thrown.details };
  }
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return { code: 'bug', message: `Signalbox made a mistake: ${message}`, server: null, details: {} };
}

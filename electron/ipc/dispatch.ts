import type { z } from 'zod';
import { SignalboxError, reportOf } from '../../shared/domain/errors.ts';
import type { ErrorReport } from '../../shared/domain/errors.ts';
import { contract } from '../../shared/ipc/contract.ts';
import type { CallName, StreamName } from '../../shared/ipc/contract.ts';
import type { Reply } from '../../shared/ipc/wire.ts';
import type { CallContext, Handlers, StreamContext } from './handlers.ts';

/**
 * Answers one call, whatever was sent. Never rejects: an unknown name or a bad input is reported as `bad-input` without
 * reaching the engine, what is thrown by its code, anything unexpected as `bug`.
 */
export async function dispatchCall(
  handlers: Handlers,
  name: string,
  input: unknown,
  context: CallContext,
): Promise<Reply> {
  try {
    if (!isCall(name)) throw unknownName();
    const handler = handlers.calls[name] as (input: unknown, context: CallContext) => unknown;
    const output = await handler(parseInput(contract[name].input, input), context);
    return { ok: true, output: parseOutput(name, contract[name].output, output) };
  } catch (error) {
    return { ok: false, error: reported(handlers, name, error, context.signal) };
  }
}

/** Runs one stream to its end and says what ended it, null for an ordinary end. Never rejects. */
export async function dispatchStream(
  handlers: Handlers,
  name: string,
  input: unknown,
  context: StreamContext<unknown>,
): Promise<ErrorReport | null> {
  try {
    if (!isStream(name)) throw unknownName();
    const handler = handlers.streams[name] as (input: unknown, context: StreamContext<unknown>) => Promise<void>;
    await runStream(name, contract[name].event, context, (checked) =>
      handler(parseInput(contract[name].input, input), checked),
    );
    return null;
  } catch (error) {
    return reported(handlers, name, error, context.signal);
  }
}

/** An event that breaks the contract ends the stream; it is never thrown into the engine, which goes on. */
async function runStream(
  name: string,
  schema: z.ZodType,
  context: StreamContext<unknown>,
  handle: (checked: StreamContext<unknown>) => Promise<void>,
): Promise<void> {
  const broken = new AbortController();
  const emit = (event: unknown): void => {
    if (broken.signal.aborted) return;
    try {
      context.emit(parseOutput(name, schema, event));
    } catch (error) {
      broken.abort(error);
    }
  };
  await handle({ emit, signal: AbortSignal.any([context.signal, broken.signal]) });
  broken.signal.throwIfAborted();
}

const isCall = (name: string): name is CallName =>
  Object.hasOwn(contract, name) && contract[name as keyof typeof contract].kind === 'call';
const isStream = (name: string): name is StreamName =>
  Object.hasOwn(contract, name) && contract[name as keyof typeof contract].kind === 'stream';

const unknownName = (): SignalboxError =>
  new SignalboxError('bad-input', 'The window asked for something that this Signalbox does not know.');

function parseInput(schema: z.ZodType, input: unknown): unknown {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const paths = parsed.error.issues.map((issue) => issue.path.join('.') || 'the whole');
  throw new SignalboxError('bad-input', `What was entered can't be used: look at ${paths.join(', ')}.`, {
    details: { paths },
  });
}

function parseOutput(name: string, schema: z.ZodType, output: unknown): unknown {
  const parsed = schema.safeParse(output);
  if (parsed.success) return parsed.data;
  const paths = parsed.error.issues.map((issue) => issue.path.join('.')).join(', ');
  throw new Error(`the answer to ${name} breaks the contract at “${paths}”`);
}

function reported(handlers: Handlers, name: string, error: unknown, signal: AbortSignal): ErrorReport {
  const report = reportOf(error);
  if (report.code === 'bug' && !signal.aborted) {
    handlers.log('error', report.message, { name, stack: error instanceof Error ? (error.stack ?? null) : null });
  }
  return report;
}

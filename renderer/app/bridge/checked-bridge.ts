import type { z } from 'zod';
import { SignalboxError } from '../../../shared/domain/errors.ts';
import type { ErrorReport } from '../../../shared/domain/errors.ts';
import type { Bridge, StreamReader } from '../../../shared/ipc/bridge.ts';
import { contract } from '../../../shared/ipc/contract.ts';
import type { CallName, EventOf, InputOf, OutputOf, StreamName } from '../../../shared/ipc/contract.ts';
import { reply } from '../../../shared/ipc/wire-schemas.ts';
import type { StreamMessage, Wire } from '../../../shared/ipc/wire.ts';

/**
 * Puts the contract around a transport: what comes in is parsed, failures become SignalboxError again.
 * What breaks the contract is a `bug`; a stream that sends it is cancelled.
 */
export function createCheckedBridge(wire: Wire, onConnection: Bridge['onConnection']): Bridge {
  return {
    async call<K extends CallName>(name: K, input: InputOf<K>): Promise<OutputOf<K>> {
      const answer = reply.parse(await wire.call(name, input));
      if (!answer.ok) throw errorOf(answer.error);
      return checked(name, contract[name].output, answer.output) as OutputOf<K>;
    },
    stream: (name, input, reader) => readStream(wire, name, input, reader),
    onConnection,
  };
}

function readStream<K extends StreamName>(
  wire: Wire,
  name: K,
  input: InputOf<K>,
  reader: StreamReader<EventOf<K>>,
): () => void {
  const listener = (message: StreamMessage): void => {
    if (message.kind === 'end') {
      reader.closed(message.error === null ? null : errorOf(message.error));
      return;
    }
    try {
      for (const event of message.events) reader.event(checked(name, contract[name].event, event) as EventOf<K>);
    } catch (error) {
      cancel();
      reader.closed(error instanceof Error ? error : new Error(String(error)));
    }
  };
  const cancel = wire.stream(name, input, listener);
  return cancel;
}

function checked(name: string, schema: z.ZodType, value: unknown): unknown {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const path = parsed.error.issues[0]?.path.join('.') ?? '';
  throw new SignalboxError('bug', `Signalbox made a mistake: the answer to ${name} breaks the contract at “${path}”.`);
}

/** The error that the host reported, as it was thrown there. */
function errorOf(report: ErrorReport): SignalboxError {
  return new SignalboxError(report.code, report.message, {
    ...(report.server === null ? {} : { server: report.server }),
    details: report.details,
  });
}

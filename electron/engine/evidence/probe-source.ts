import type { LayerAnswer, ProbeLayer, Reach, SourceProbe } from '../../../shared/domain/evidence.ts';
import { probeLayers } from '../../../shared/domain/evidence.ts';
import type { ErrorCode } from '../../../shared/domain/error-codes.ts';
import { SignalboxError } from '../../../shared/domain/errors.ts';
import type { ServerId } from '../../../shared/domain/server.ts';
import type { Session } from '../connections/session.ts';

const queryWithinMs = 2000; // ms

/** What looking at one server needs. */
export interface ProbeParts {
  /** Opens a session, bounded in time; rejects as `Connector.open`. */
  readonly open: (server: ServerId, signal: AbortSignal) => Promise<Session>;
  /** ms, never goes back. */
  readonly monotonic: () => number;
}

/**
 * How far we get with a server, layer by layer. Never rejects for what the server does.
 * @throws SignalboxError `cancelled`, and what finding the password throws.
 */
export async function probeSource(server: ServerId, parts: ProbeParts, signal: AbortSignal): Promise<SourceProbe> {
  const begun = parts.monotonic();
  const elapsed = (): number => Math.round(parts.monotonic() - begun);
  try {
    const session = await parts.open(server, signal);
    try {
      await session.query('SELECT 1', { withinMs: queryWithinMs, signal });
      return probed(server, 'answers', null, `${server} answers queries.`, elapsed());
    } catch (error) {
      return failed(server, 'query', error, elapsed());
    } finally {
      await session.close();
    }
  } catch (error) {
    return failed(server, null, error, elapsed());
  }
}

function failed(server: ServerId, at: ProbeLayer | null, error: unknown, ms: number): SourceProbe {
  if (!(error instanceof SignalboxError)) throw error;
  const found = at === null ? layerOf(error) : { layer: at, reach: 'hangs' as const };
  if (found === null) throw error;
  return probed(server, found.reach, found.layer, error.message, ms);
}

interface Failed {
  readonly layer: ProbeLayer;
  readonly reach: Reach;
}

/** What a server's refusals say, by the code of the connector's error. */
const meanings: Readonly<Partial<Record<ErrorCode, Failed>>> = {
  'server-unreachable': { layer: 'tcp', reach: 'silent' },
  'server-timeout': { layer: 'login', reach: 'hangs' },
  'server-not-mysql': { layer: 'greeting', reach: 'silent' },
  'server-connection-lost': { layer: 'login', reach: 'silent' },
  'server-refused': { layer: 'greeting', reach: 'refuses' },
  'server-access-denied': { layer: 'login', reach: 'refuses' },
  'server-tls': { layer: 'login', reach: 'refuses' },
  'server-unsupported': { layer: 'login', reach: 'refuses' },
  'server-statement-failed': { layer: 'login', reach: 'refuses' },
};

/** Where it failed, and what that says; null for what is not the server's doing. */
function layerOf(error: SignalboxError): Failed | null {
  const { reason } = error.details;
  if (reason === 'ENOTFOUND' || reason === 'EAI_AGAIN') return { layer: 'name', reach: 'silent' };
  if (error.code === 'server-timeout' && error.message.includes('its greeting'))
    return { layer: 'greeting', reach: 'hangs' };
  return meanings[error.code] ?? null;
}

/** `at`: the layer that failed; null: none did. */
function probed(server: ServerId, reach: Reach, at: ProbeLayer | null, said: string, ms: number): SourceProbe {
  const failing = at === null ? probeLayers.length : probeLayers.indexOf(at);
  const layers = probeLayers.map((layer, index): LayerAnswer => {
    if (index < failing) return { layer, answer: 'yes', said: '', ms: null };
    return index === failing ? { layer, answer: 'no', said, ms } : { layer, answer: 'not-tried', said: '', ms: null };
  });
  return { server, reach, layers };
}

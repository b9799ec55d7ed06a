import type { LayerAnswer, ProbeLayer, Reach, SourceProbe } from '../../../shared/domain/evidence.ts';
import { probeLayers } from '../../../shared/domain/evidence.ts';
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

/** Where it failed, and what that says; null for what is not the server's doing. */
function layerOf(error: SignalboxError): { readonly layer: ProbeLayer; readonly reach: Reach } | null {
  switch (error.code) {
    case 'server-unreachable':
      return { layer: isName(error) ? 'name' : 'tcp', reach: 'silent' };
    case 'server-timeout':
      return { layer: /its greeting/.test(error.message) ? 'greeting' : 'login', reach: 'hangs' };
    case 'server-not-mysql':
      return { layer: 'greeting', reach: 'silent' };
    case 'server-connection-lost':
      return { layer: 'login', reach: 'silent' };
    case 'server-refused':
      return { layer: 'greeting', reach: 'refuses' };
    case 'server-access-denied':
    case 'server-tls':
    case 'server-unsupported':
    case 'server-statement-failed':
      return { layer: 'login', reach: 'refuses' };
    default:
      return null;
  }
}

function isName(error: SignalboxError): boolean {
  return ['ENOTFOUND', 'EAI_AGAIN'].includes(String(error.details['reason']));
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

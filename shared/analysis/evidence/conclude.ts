import type { Conclusion, DeathEvidence, ReplicaWitness, SourceProbe, Testimony } from '../../domain/evidence.ts';
import type { ServerId } from '../../domain/server.ts';
import { testimonyOf } from './testimony.ts';

/** Puts together what Signalbox and the replicas know of a source. Pure. */
export function evidenceOf(
  probe: SourceProbe,
  witnesses: readonly ReplicaWitness[],
  unreachable: readonly ServerId[],
): DeathEvidence {
  const heard = witnesses.map((witness) => ({ ...witness, testimony: testimonyOf(witness) }));
  const conclusion = conclude(
    probe,
    heard.map(({ testimony }) => testimony),
  );
  return { source: probe.server, probe, witnesses: heard, unreachable, conclusion };
}

/**
 * Our own link being down is never a dead source: one replica that hears it is enough. Dead it is when every replica
 * that can say anything has lost it, or was silent for longer than two heartbeats take. Rulebook section 3.
 */
export function conclude(probe: SourceProbe, testimonies: readonly Testimony[]): Conclusion {
  const { server, reach } = probe;
  const last = probe.layers.findLast(({ answer }) => answer !== 'not-tried')?.said ?? '';
  if (reach === 'answers') return { kind: 'answers', because: `${server} answers our queries.` };
  if (reach === 'refuses') return { kind: 'refuses', because: `${server} lives, but does not let us in: ${last}` };
  const alive = testimonies.find(({ says }) => says === 'alive');
  if (alive !== undefined)
    return { kind: 'heard-by-replicas', because: `We can’t reach ${server}, but ${lower(alive.because)}` };
  const early = testimonies.flatMap((testimony) => (testimony.says === 'too-early' ? [testimony] : []));
  const [latest] = early.toSorted((a, b) => b.secondsLeft - a.secondsLeft);
  if (latest !== undefined) return { kind: 'too-early', secondsLeft: latest.secondsLeft, because: latest.because };
  const telling = testimonies.filter(({ says }) => says !== 'nothing');
  if (telling.length === 0)
    return { kind: 'no-witness', because: `We can’t reach ${server}, and no {replica} can say whether it lives.` };
  const agreed = `${String(telling.length)} of ${String(testimonies.length)} {replicas} have lost it or hear nothing.`;
  return reach === 'hangs'
    ? { kind: 'hangs', because: `${server} accepts connections and does not answer; ${agreed}` }
    : { kind: 'dead', because: `${server} can’t be reached; ${agreed}` };
}

function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

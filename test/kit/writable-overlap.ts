/** One try to write on a server. */
export interface Probe {
  readonly sentAt: number; // ms
  readonly answeredAt: number; // ms
  /** False when it was refused, failed, or nobody answered. */
  readonly accepted: boolean;
}

/** Server address → its probes in order. */
export type ProbeLog = ReadonlyMap<string, readonly Probe[]>;

/** A time for which a server took writes. */
export interface Opening {
  readonly server: string;
  readonly probes: readonly Probe[];
  /** From the answer to the first accepted probe to the sending of the last one it was open for certain, in ms. */
  readonly from: number;
  readonly to: number;
}

/**
 * Invariant I1: moments at which two servers accepted writes; none is what a test wants to see.
 *
 * Consecutive accepted probes on a server, with no refused one between them, make an *opening*. A probe took effect at
 * an unknown instant between its sending and its answer, so an opening is certain only from its first answer to its
 * last sending. Two servers overlap when their certain times do, or when a whole probe of one lies inside the certain
 * time of the other. A switch there and back again is no overlap: probes refused in between part the openings.
 */
export function writableOverlaps(log: ProbeLog): string[] {
  return overlappingOpenings(log).map(([one, other]) => describe(one, other));
}

/** The same, as pairs of openings. */
export function overlappingOpenings(log: ProbeLog): (readonly [Opening, Opening])[] {
  const openings = [...log].flatMap(([server, probes]) => openingsOf(server, probes));
  return openings.flatMap((one, index) =>
    openings
      .slice(index + 1)
      .filter((other) => other.server !== one.server && overlap(one, other))
      .map((other) => [one, other] as const),
  );
}

/** How many probes a server accepted; a test that compares servers wants more than none on each writable one. */
export function acceptedBy(log: ProbeLog, server: string): number {
  return (log.get(server) ?? []).filter((probe) => probe.accepted).length;
}

function openingsOf(server: string, probes: readonly Probe[]): Opening[] {
  const runs: Probe[][] = [];
  let open = false;
  for (const probe of probes) {
    if (probe.accepted && open) runs.at(-1)?.push(probe);
    else if (probe.accepted) runs.push([probe]);
    open = probe.accepted;
  }
  return runs.map((run) => ({ server, probes: run, from: run[0]?.answeredAt ?? 0, to: run.at(-1)?.sentAt ?? 0 }));
}

function overlap(one: Opening, other: Opening): boolean {
  return Math.max(one.from, other.from) < Math.min(one.to, other.to) || within(one, other) || within(other, one);
}

function within(inner: Opening, outer: Opening): boolean {
  return inner.probes.some((probe) => probe.sentAt > outer.from && probe.answeredAt < outer.to);
}

function describe(one: Opening, other: Opening): string {
  const times = [one, other].map(({ server, from, to }) => `${server} from ${from.toFixed(1)} to ${to.toFixed(1)} ms`);
  return `both took writes: ${times.join(', ')}`;
}

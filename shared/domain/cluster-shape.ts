/**
 * How practice servers replicate. `star`: all from the first. `chain`: the third from the second, the rest from the
 * first. `pair`: the first two from each other, of which the first is active, the rest from the first.
 */
export type ClusterShape = (typeof clusterShapes)[number];

export const clusterShapes = ['star', 'chain', 'pair'] as const;

/** For each of `count` servers the place of the one it follows; null for one that follows nobody. */
export function sourcesIn(shape: ClusterShape, count: number): readonly (number | null)[] {
  return Array.from({ length: count }, (_, place) => sourceOf(shape, place));
}

function sourceOf(shape: ClusterShape, place: number): number | null {
  if (place === 0) return shape === 'pair' ? 1 : null;
  return shape === 'chain' && place === 2 ? 1 : 0;
}

/** Is the server at `place` one of two that take writes in turns? */
export function isPaired(shape: ClusterShape, place: number): boolean {
  return shape === 'pair' && place < 2;
}

/** The fewest replicas that make the shape. */
export function fewestReplicas(shape: ClusterShape): number {
  return shape === 'chain' ? 2 : 1;
}

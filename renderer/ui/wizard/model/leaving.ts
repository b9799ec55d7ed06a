import type { ServerId } from '../../../../shared/domain/server.ts';

/** A choice in which servers can be left out. */
interface Leaves {
  readonly leaveBehind: readonly ServerId[];
}

/** The same choice with one server left behind, or taken along again. */
export function leaving<C extends Leaves>(choice: C, server: ServerId, left: boolean): C {
  const others = choice.leaveBehind.filter((other) => other !== server);
  return { ...choice, leaveBehind: left ? [...others, server] : others };
}

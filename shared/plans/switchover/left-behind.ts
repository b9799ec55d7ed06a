import { readingOf } from '../../domain/facts.ts';
import type { ServerId } from '../../domain/server.ts';
import type { LeftBehind } from '../outcome.ts';
import { followBy, type SwitchoverInput } from './input.ts';
import type { Follower } from './shape.ts';

/** How a {replica} that was left behind comes back. */
export function wayBack(server: ServerId, candidate: ServerId, positioning: Follower['positioning']): string {
  const where = followBy(positioning) === 'gtid' ? 'by GTID' : 'at the position in this operation’s journal';
  return `${server} still has everything up to where it stopped. Once it can be reached: stop it, then point it at ${candidate} ${where}, or re-seed it.`;
}

/** The servers that the operator leaves behind: the plan does not touch them, its result lists them. */
export function leftByRequest(input: SwitchoverInput): readonly LeftBehind[] {
  const { candidate, positioning, leaveBehind } = input.shape;
  return leaveBehind.map((server) => {
    const status = readingOf(input.facts.get(server), 'status');
    const why = status?.ok === false ? `, since it does not answer: ${status.message}` : ', as asked';
    return {
      server,
      reason: `It was not touched${why}`,
      wayOut: wayBack(server, candidate, positioning),
    };
  });
}

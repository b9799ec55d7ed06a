import { expect } from 'vitest';
import type { GuardResult, VerdictKind } from '../../../../shared/guards/verdict.ts';
import type { OperationResult } from '../../../../shared/plans/outcome.ts';
import { differences, snapshot } from '../../../kit/server-snapshot.ts';
import type { TestServer } from '../../../kit/test-server.ts';
import type { Topology } from '../../../kit/topology.ts';

/** What a refusal must not change is read on these servers; all of them when left out. */
export interface RefusalOptions {
  readonly untouched?: readonly TestServer[];
}

/**
 * Asks for a switchover that must be refused by exactly these guards (`candidate-behind s2`), each with a cure, and
 * compares every server before and after (I4).
 */
export async function expectRefusal(
  topology: Topology,
  ask: () => Promise<OperationResult>,
  blocks: readonly string[],
  options: RefusalOptions = {},
): Promise<OperationResult> {
  const result = await expectUntouched(options.untouched ?? topology.servers, ask);
  expect({ outcome: result.outcome, blocks: saidBy(topology, result.guards, 'block') }).toEqual({
    outcome: 'refused',
    blocks: blocks.toSorted(),
  });
  expect(result.guards.filter(({ verdict, cure }) => verdict !== 'pass' && !cure)).toEqual([]);
  expect(result.writeBlockedMs).toBeNull();
  return result;
}

/** The servers' settings, threads and sources are the same before and after. */
export async function expectUntouched<T>(servers: readonly TestServer[], act: () => Promise<T>): Promise<T> {
  const before = await Promise.all(servers.map((server) => snapshot(server)));
  const result = await act();
  const after = await Promise.all(servers.map((server) => snapshot(server)));
  expect(before.flatMap((was, index) => differences(was, after[index] ?? was))).toEqual([]);
  return result;
}

/** The answers of one kind, with the servers' names in place of their addresses, sorted. */
export function saidBy(topology: Topology, guards: readonly GuardResult[], verdict: VerdictKind): readonly string[] {
  const nameOf = ({ server }: GuardResult): string => (server === null ? '' : ` ${topology.server(server).name}`);
  const said = guards.filter((guard) => guard.verdict === verdict).map((guard) => `${guard.code}${nameOf(guard)}`);
  return [...new Set(said)].sort();
}

/** A guard's answer about a server (null: the cluster). */
export function answerOf(
  result: Pick<OperationResult, 'guards'>,
  code: string,
  server: TestServer | null,
): GuardResult {
  const found = result.guards.find((guard) => guard.code === code && guard.server === (server?.address ?? null));
  if (found === undefined) throw new Error(`${code} was not asked of ${server?.name ?? 'the cluster'}`);
  return found;
}

import type { WriteLog } from './continuous-writer.ts';
import type { TestServer } from './test-server.ts';

/** What a server holds of the writer's work. */
export interface StoredWrites {
  readonly entries: readonly { readonly token: string; readonly value: number }[];
  readonly writes: number;
  readonly increments: number;
}

/**
 * Invariant I2 on one server: every acknowledged write is there once with its value, nothing is there that was never
 * sent, and the non-idempotent updates were applied exactly as often as they were committed. Returns what is wrong.
 */
export function missingWrites(log: WriteLog, stored: StoredWrites): string[] {
  const problems: string[] = [];
  const values = new Map(stored.entries.map((entry) => [entry.token, entry.value]));
  if (values.size !== stored.entries.length) problems.push('some token is there twice');
  for (const write of log.acknowledged) {
    const value = values.get(write.token);
    if (value === undefined) problems.push(`${write.token}, acknowledged by ${write.server}, is gone`);
    else if (value !== write.value)
      problems.push(`${write.token} is ${String(value)} instead of ${String(write.value)}`);
  }
  const known = new Set([...log.acknowledged, ...log.unknown].map((write) => write.token));
  for (const token of values.keys()) {
    if (!known.has(token)) problems.push(`${token} is there although its commit was refused`);
  }
  if (stored.writes !== stored.entries.length) {
    problems.push(`the counter says ${String(stored.writes)}, with ${String(stored.entries.length)} entries`);
  }
  const { acknowledged, unknown } = log.increments;
  if (stored.increments < acknowledged || stored.increments > acknowledged + unknown) {
    const range = `${String(acknowledged)} acknowledged and ${String(unknown)} unknown`;
    problems.push(`${String(stored.increments)} increments, with ${range}`);
  }
  return problems;
}

/** Invariant I2 on each of these servers, which must have caught up (`topology.settle`). Throws with what is wrong. */
export async function assertAcknowledgedWritesExist(log: WriteLog, servers: readonly TestServer[]): Promise<void> {
  if (log.acknowledged.length === 0) throw new Error('The writer had no write acknowledged: nothing is proved.');
  for (const server of servers) {
    const problems = missingWrites(log, await storedWrites(server));
    if (problems.length > 0) throw new Error(`I2 on ${server.name}: ${problems.slice(0, 10).join('; ')}`);
  }
}

/** What a server holds of the writer's work now. */
export async function storedWrites(server: TestServer): Promise<StoredWrites> {
  const rows = await server.query('SELECT token, value FROM app.entries');
  const counter = async (name: string) =>
    Number(await server.value(`SELECT n FROM app.counters WHERE name = '${name}'`));
  return {
    entries: rows.map((row) => ({ token: String(row['token']), value: Number(row['value']) })),
    writes: await counter('writes'),
    increments: await counter('increments'),
  };
}

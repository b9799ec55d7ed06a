import { randomUUID } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClusterShape } from '../../../shared/domain/cluster-shape.ts';
import type { Flavour } from '../../../shared/domain/flavour.ts';
import { SignalboxError } from '../../../shared/domain/errors.ts';
import type { ProcessIdentity } from './process-identity.ts';
import type { ServerSpec } from './servers/server-spec.ts';
import type { Positions } from './servers/server-settings.ts';

/** What a yard is made of; another `up` must ask for the same. */
export interface YardShape {
  readonly shape: ClusterShape;
  readonly family: Flavour;
  readonly positions: Positions;
  readonly replicas: number;
  /** A small steady write load, as an event on the master. */
  readonly load: boolean;
}

export interface YardServer {
  readonly spec: ServerSpec;
  /** Null until it was started once. */
  readonly process: ProcessIdentity | null;
}

/** The yard's own note of itself, `yard.json` in its folder. */
export interface YardRecord {
  readonly schema: 1;
  /** `building` that nobody is at work on was interrupted and is of no use. */
  readonly phase: 'building' | 'ready';
  readonly shape: YardShape;
  /** The first one was the master when it was built. */
  readonly servers: readonly YardServer[];
}

/** The yard recorded in a folder; null when there is none. @throws SignalboxError `yard-failed` when it can't be read. */
export async function readYardRecord(directory: string): Promise<YardRecord | null> {
  const path = recordPath(directory);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null;
    throw new SignalboxError('yard-failed', `The yard’s note of itself, ${path}, can’t be read.`, { cause });
  }
  const record = parse(text);
  if (record === null) throw new SignalboxError('yard-failed', `${path} is not what a yard writes: run “yard down”.`);
  return record;
}

/** Replaces the note as a whole, so that a program killed meanwhile leaves the old one. */
export async function writeYardRecord(directory: string, record: YardRecord): Promise<void> {
  const path = recordPath(directory);
  const next = `${path}.${randomUUID()}`;
  await writeFile(next, `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600, flush: true });
  await rename(next, path);
}

export function recordPath(directory: string): string {
  return join(directory, 'yard.json');
}

export function sameShape(one: YardShape, other: YardShape): boolean {
  return (
    one.shape === other.shape &&
    one.family === other.family &&
    one.positions === other.positions &&
    one.replicas === other.replicas &&
    one.load === other.load
  );
}

/** `pair, mariadb, positions by gtid, replicas: 2`, for messages. */
export function describeShape(shape: YardShape): string {
  const load = shape.load ? '' : ', without load';
  return `${shape.shape}, ${shape.family}, positions by ${shape.positions}, replicas: ${String(shape.replicas)}${load}`;
}

function parse(text: string): YardRecord | null {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? withShape(value) : null;
  } catch {
    return null;
  }
}

/** A yard of before there were shapes is a star. */
function withShape(record: YardRecord): YardRecord {
  const { shape }: { readonly shape: Omit<YardShape, 'shape'> & Partial<YardShape> } = record;
  return { ...record, shape: { ...shape, shape: shape.shape ?? 'star' } };
}

function isRecord(value: unknown): value is YardRecord {
  if (typeof value !== 'object' || value === null) return false;
  return 'schema' in value && value.schema === 1 && 'servers' in value && Array.isArray(value.servers);
}

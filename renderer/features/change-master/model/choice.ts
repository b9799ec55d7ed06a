import type { ServerId } from '../../../../shared/domain/server.ts';
import type { ServerView } from '../../../../shared/domain/topology.ts';
import type { ReplicationTls, WantedContinuation } from '../../../../shared/plans/change-master-view.ts';

/** How the replica is to go on, as typed so far. */
export type ContinuationKind = WantedContinuation['kind'];

/** What the operator says changes; as typed, so that nothing is lost on the way. */
export interface ChangeMasterChoice {
  readonly replica: ServerId | null;
  /** null: the only one, or not chosen yet. */
  readonly channel: string | null;
  /** A server of the cluster, or `host[:port]` as the replica is to name it. */
  readonly to: string;
  /** null: as it is. */
  readonly tls: ReplicationTls | null;
  readonly continues: ContinuationKind;
  readonly file: string;
  readonly offset: string;
}

export const noChoice: ChangeMasterChoice = {
  replica: null,
  channel: null,
  to: '',
  tls: null,
  continues: 'auto',
  file: '',
  offset: '',
};

/** What the engine is to be asked for; null while something is missing. */
export function continuationOf(choice: ChangeMasterChoice): WantedContinuation | null {
  if (choice.continues !== 'position') return { kind: choice.continues };
  const offset = Number(choice.offset.replace(/[\s,']/g, ''));
  const file = choice.file.trim();
  if (file === '' || choice.offset.trim() === '' || !Number.isSafeInteger(offset) || offset < 0) return null;
  return { kind: 'position', file, offset };
}

/** The target as the engine takes it: a server of the cluster where that is what was typed or picked. */
export function targetOf(to: string, servers: readonly ServerView[], name: (server: ServerId) => string): string {
  const typed = to.trim();
  const known = servers.find((server) => [server.id, server.address, name(server.id)].includes(typed));
  return known?.id ?? typed;
}

/** What is still missing, in `{source}` words; null when the checks can be asked. */
export function missingIn(choice: ChangeMasterChoice, servers: readonly ServerView[]): string | null {
  const replica = servers.find((server) => server.id === choice.replica);
  if (choice.replica === null) return 'Choose the {replica} first';
  if (replica !== undefined && replica.channels.length > 1 && choice.channel === null)
    return 'Choose the channel first';
  if (choice.to.trim() === '') return 'Say where it is to replicate from first';
  return continuationOf(choice) === null ? 'Type the file and the offset first' : null;
}

/** A coordinate that mixes the received file with the executed offset: one number of each pair. */
export function mixesPairs(choice: ChangeMasterChoice, servers: readonly ServerView[]): boolean {
  if (choice.continues !== 'position') return false;
  const channels = servers.find((server) => server.id === choice.replica)?.channels ?? [];
  const channel = channels.find((one) => choice.channel === null || one.name === choice.channel);
  const wanted = continuationOf(choice);
  if (channel === undefined || wanted?.kind !== 'position') return false;
  const { executed, received } = channel;
  return executed.file !== received.file && wanted.file === received.file && wanted.offset === executed.offset;
}

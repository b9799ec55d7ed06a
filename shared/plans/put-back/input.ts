import type { Commands } from '../../dialects/commands.ts';
import type { Address } from '../../domain/address.ts';
import type { ChannelFacts } from '../../domain/channel.ts';
import type { ClusterConfiguration } from '../../domain/configuration.ts';
import type { FactsByServer } from '../../domain/facts.ts';
import type { RecordEntry } from '../../domain/record.ts';
import type { ServerId } from '../../domain/server.ts';
import type { Restore } from '../put-back-view.ts';
import type { StopPointDecision } from './stop-point.ts';

/** Who is who when a channel is put back. */
export interface PutBackShape {
  readonly replica: ServerId;
  readonly record: RecordEntry;
  readonly recorded: ChannelFacts;
  readonly channel: ChannelFacts;
  /** The server whose log the coordinates are of: the record's source. */
  readonly source: ServerId;
  /** What the channel names now leads to that same server. */
  readonly sameSource: boolean;
  /** As the replica is to name it. */
  readonly address: Address;
  readonly restore: Restore;
}

/** Everything a put-back plan is built from. */
export interface PutBackInput {
  readonly cluster: ClusterConfiguration;
  readonly shape: PutBackShape;
  readonly facts: FactsByServer;
  readonly decision: Extract<StopPointDecision, { readonly kind: 'proved' }>;
  readonly commands: (server: ServerId) => Commands;
  readonly recorded: readonly ServerId[];
}

import type { ServerHistory } from '../../../shared/analysis/history/resets.ts';
import type { ClusterConfiguration } from '../../../shared/domain/configuration.ts';
import type { FactsByServer } from '../../../shared/domain/facts.ts';
import type { ServerId } from '../../../shared/domain/server.ts';

/** What is kept of what was seen, and known from earlier. Neither method throws or waits for a server. */
export interface Chronicle {
  /** A poll of a watch: keeps what is worth keeping, and says what is known of the servers. */
  polled(cluster: ClusterConfiguration, facts: FactsByServer): ReadonlyMap<ServerId, ServerHistory>;
  /** A single look: keeps nothing. */
  looked(cluster: ClusterConfiguration, facts: FactsByServer): ReadonlyMap<ServerId, ServerHistory>;
}

/** For watching without a journal. */
export const noChronicle: Chronicle = { polled: () => new Map(), looked: () => new Map() };

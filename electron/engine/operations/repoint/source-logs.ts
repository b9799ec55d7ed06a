import type { ClusterConfiguration } from '../../../../shared/domain/configuration.ts';
import type { BinlogPosition } from '../../../../shared/domain/position.ts';
import type { ServerId } from '../../../../shared/domain/server.ts';
import type { PlaceInLog } from '../../../../shared/plans/change-master/evidence.ts';

/** What the binary logs of servers themselves say; reads only, bounded by the signal. */
export interface SourceLogs {
  /** What a coordinate is in a server's log. Never rejects for what a server does: then it is `unread`. */
  placeOf(
    cluster: ClusterConfiguration,
    server: ServerId,
    position: BinlogPosition,
    signal: AbortSignal,
  ): Promise<PlaceInLog>;
  /** MariaDB: the GTID position that the oldest file begins after; null elsewhere and where it can't be read. */
  firstGtid(cluster: ClusterConfiguration, server: ServerId, signal: AbortSignal): Promise<string | null>;
}

import type { ClusterConfiguration } from '../../../../shared/domain/configuration.ts';
import type { SalvageLogs } from '../../../../shared/plans/plan.ts';
import type { LogSource } from '../../binlog/binlog.ts';
import type { BinlogPosition } from '../../../../shared/domain/position.ts';
import type { ServerId } from '../../../../shared/domain/server.ts';
import type { PlaceInLog } from '../../../../shared/plans/change-master/evidence.ts';
import type { Stretch } from '../../../../shared/plans/put-back/by-error-log.ts';
import type { Between, OwnLog, Tail } from '../../../../shared/plans/put-back/evidence.ts';

export interface TailQuestion {
  readonly replica: ServerId;
  readonly replicaServerId: number;
  readonly source: ServerId;
  /** Coordinates of the source at which the replica stood; null: not known. */
  readonly since: BinlogPosition | null;
}

export type ErrorLogText =
  { readonly kind: 'read'; readonly text: string } | { readonly kind: 'unread'; readonly because: string };

/** What the binary logs of servers themselves say; reads only, bounded by the signal. */
export interface SourceLogs {
  /** A server's own logs, or a folder of binary log files, to be read from a place on. */
  logsIn(cluster: ClusterConfiguration, logs: SalvageLogs): LogSource;
  /** What a coordinate is in a server's log. Never rejects for what a server does: then it is `unread`. */
  placeOf(
    cluster: ClusterConfiguration,
    server: ServerId,
    position: BinlogPosition,
    signal: AbortSignal,
  ): Promise<PlaceInLog>;
  /** MariaDB: the GTID position that the oldest file begins after; null elsewhere and where it can't be read. */
  firstGtid(cluster: ClusterConfiguration, server: ServerId, signal: AbortSignal): Promise<string | null>;
  /** What a replica's own log holds from a place of it on that came from elsewhere. */
  ownLogSince(
    cluster: ClusterConfiguration,
    replica: { readonly server: ServerId; readonly serverId: number },
    from: BinlogPosition,
    signal: AbortSignal,
  ): Promise<OwnLog>;
  /** Where the end of a replica's own log stands in a source's, by content. */
  tailOf(cluster: ClusterConfiguration, question: TailQuestion, signal: AbortSignal): Promise<Tail>;
  /** What a server's log holds from a place on, as SQL for people, with its tables described by the server itself. */
  sqlFrom(
    cluster: ClusterConfiguration,
    server: ServerId,
    from: BinlogPosition,
    signal: AbortSignal,
  ): AsyncIterable<string>;
  /** How many transactions a server's log has there; `from` null: from its beginning on. null: can't be told. */
  transactionsIn(
    cluster: ClusterConfiguration,
    server: ServerId,
    stretch: Pick<Stretch, 'from' | 'to'>,
    signal: AbortSignal,
  ): Promise<number | null>;
  /** What a server's error log says of replication, where it can be read by SQL (MySQL 8.0.22 and later). @see ErrorLogText */
  errorLogOf(cluster: ClusterConfiguration, server: ServerId, signal: AbortSignal): Promise<ErrorLogText>;
  /** What lies from a place to the end of a server's log; null where it can't be read. */
  above(
    cluster: ClusterConfiguration,
    server: ServerId,
    from: BinlogPosition,
    signal: AbortSignal,
  ): Promise<Between | null>;
}

import type { BinlogPosition } from './position.ts';
import type { ServerId } from './server.ts';

/** How far Signalbox itself gets with a server; each layer needs the ones before. */
export const probeLayers = ['name', 'tcp', 'greeting', 'login', 'query'] as const;
export type ProbeLayer = (typeof probeLayers)[number];

export interface LayerAnswer {
  readonly layer: ProbeLayer;
  readonly answer: 'yes' | 'no' | 'not-tried';
  /** What came, or why nothing did. */
  readonly said: string;
  readonly ms: number | null; // ms
}

/**
 * `answers`: a query came back. `refuses`: it lives and lets us not in (out of connections, account, TLS). `hangs`: it
 * accepts the connection and then says nothing. `silent`: nothing accepts, or what does hangs up at once.
 */
export type Reach = 'answers' | 'refuses' | 'hangs' | 'silent';

/** Us → the source. */
export interface SourceProbe {
  readonly server: ServerId;
  readonly reach: Reach;
  readonly layers: readonly LayerAnswer[];
}

/** A replica → the source, from two readings of its counters. */
export interface ReplicaWitness {
  readonly server: ServerId;
  readonly channel: string;
  readonly io: 'yes' | 'no' | 'connecting';
  readonly ioError: { readonly number: number; readonly message: string } | null;
  readonly received: BinlogPosition;
  readonly heartbeats: number | null;
  /** Its counters moved while Signalbox looked. */
  readonly heard: boolean;
  /** For so long, at least, nothing has come from the source. */
  readonly silentS: number; // s
  /** How often the source sends when it has nothing to say; 0: never. null: not told. */
  readonly heartbeatPeriodS: number | null; // s
  readonly netTimeoutS: number | null; // s
}

/** What one replica says of its source. */
export type Testimony =
  /** Something came from it. */
  | { readonly says: 'alive'; readonly because: string }
  /** The connection is lost and can't be made again. */
  | { readonly says: 'lost'; readonly because: string }
  /** Connected, and silent for longer than two heartbeats take. */
  | { readonly says: 'silent'; readonly because: string }
  /** Connected and silent, for not long enough yet. */
  | { readonly says: 'too-early'; readonly secondsLeft: number; readonly because: string } // s
  /** It does not ask: its receiver stands still. */
  | { readonly says: 'nothing'; readonly because: string };

/** What all of it comes to. */
export type Conclusion =
  | { readonly kind: 'answers'; readonly because: string }
  | { readonly kind: 'refuses'; readonly because: string }
  /** Replicas hear of it: only our own way to it is broken. */
  | { readonly kind: 'heard-by-replicas'; readonly because: string }
  /** Not yet told apart from a quiet one. */
  | { readonly kind: 'too-early'; readonly secondsLeft: number; readonly because: string } // s
  /** We can't reach it, and no replica can say anything. */
  | { readonly kind: 'no-witness'; readonly because: string }
  /** It accepts connections and does not answer anybody: it may go on at any moment. */
  | { readonly kind: 'hangs'; readonly because: string }
  | { readonly kind: 'dead'; readonly because: string };

/** Is the source dead? Everything that speaks for and against it. */
export interface DeathEvidence {
  readonly source: ServerId;
  readonly probe: SourceProbe;
  readonly witnesses: readonly (ReplicaWitness & { readonly testimony: Testimony })[];
  /** Servers of the cluster, beside the source, that do not answer us. */
  readonly unreachable: readonly ServerId[];
  readonly conclusion: Conclusion;
}

/** What kind of trouble a replication error is; rulebook "Broken replication". */
export type ErrorTopic =
  | 'duplicate-key'
  | 'row-missing'
  | 'schema-differs'
  | 'data-refused'
  | 'log-missing'
  | 'position-wrong'
  | 'histories-differ'
  | 'same-identity'
  | 'account'
  | 'network'
  | 'host-name'
  | 'tls'
  | 'relay-log'
  | 'gtid-mode'
  | 'resources'
  | 'source-log'
  | 'other';

/** A replication error for people. Both are sentences with `{source}`/`{replica}` placeholders. */
export interface ErrorWords {
  readonly topic: ErrorTopic;
  /** What happened. */
  readonly meaning: string;
  /** The one best thing to do, and what not to do. */
  readonly action: string;
}

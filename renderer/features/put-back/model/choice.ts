import type { ServerId } from '../../../../shared/domain/server.ts';
import type { Restore } from '../../../../shared/plans/put-back-view.ts';

/** What is put back, from which record. */
export interface PutBackChoice {
  /** The server whose records are offered; null where the record says it. */
  readonly server: ServerId | null;
  readonly record: string | null;
  /** null: the record's only one, or not chosen yet. */
  readonly channel: string | null;
  readonly restore: Restore;
}

export const coordinatesOnly: Restore = {
  source: false,
  filters: false,
  delay: false,
  tls: false,
  threads: false,
  readOnly: false,
};

export const noChoice: PutBackChoice = { server: null, record: null, channel: null, restore: coordinatesOnly };

/** What each part is called, in `{source}` words, and what putting it back means. */
export const parts: readonly { readonly key: keyof Restore; readonly label: string; readonly means: string }[] = [
  {
    key: 'source',
    label: 'The {source} that it followed',
    means: 'Host and port as recorded. Without it, the address stays as it is now.',
  },
  {
    key: 'filters',
    label: 'Replication filters',
    means:
      'Must be as recorded. They are not set by Signalbox: where they differ it stops and says what to set by hand.',
  },
  { key: 'delay', label: 'The delay', means: 'How far it stays behind on purpose.' },
  { key: 'tls', label: 'TLS settings', means: 'How the connection is encrypted.' },
  {
    key: 'threads',
    label: 'The threads as they were',
    means: 'What was stopped when recorded stays stopped. Without it, both run afterwards.',
  },
  { key: 'readOnly', label: 'read_only', means: 'Whether it takes writes, as recorded.' },
];

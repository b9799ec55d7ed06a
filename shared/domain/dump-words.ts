import type { DumpPreview, OwnPositionBy } from './dump.ts';

/** How the dumped server's own position is known. */
export const ownPositionInWords: Readonly<Record<OwnPositionBy, string>> = {
  stillness:
    'It takes no writes: it stands still while its SQL threads are stopped. With GTIDs the dump program flushes its tables (FLUSH TABLES WITH READ LOCK) for a moment all the same, and gets 5 s for that.',
  snapshot: 'The server tells the position of the snapshot itself. No lock.',
  'read-lock': 'The dump program holds FLUSH TABLES WITH READ LOCK for a moment: writers wait, 5 s at most.',
  none: 'It has no binary log, so no position of its own.',
};

/** What is stopped and for how long; with `{source}` words. */
export function stoppedInWords({ stopped, server }: Pick<DumpPreview, 'stopped' | 'server'>): string {
  switch (stopped) {
    case 'no':
      return `Nothing is stopped on ${server}.`;
    case 'snapshot':
      return `The SQL thread of ${server} is stopped until the dump program has opened its snapshot, usually a second or two, so that both positions are those of the same moment; a transaction at hand is applied to its end first. Its IO thread goes on receiving, and it catches up afterwards.`;
    case 'whole':
      return `The SQL thread of ${server} is stopped until the dump is complete, so that tables without transactions stand still too: it falls behind its {source} for as long as the dump takes. Its IO thread goes on receiving.`;
  }
}

/** What has to be agreed to; with `{source}` words. null: nothing. */
export function consentInWords({
  needsConsent,
  stopped,
  ownPosition,
  server,
}: Pick<DumpPreview, 'needsConsent' | 'stopped' | 'ownPosition' | 'server'>): string | null {
  if (!needsConsent) return null;
  const until = stopped === 'whole' ? 'until the dump is complete' : 'until the snapshot is taken';
  return [
    ...(stopped === 'no' ? [] : [`The SQL thread of ${server} may be stopped ${until}`]),
    ...(ownPosition === 'read-lock' ? [`writers on ${server} may wait for up to 5 s`] : []),
  ].join(', and ');
}

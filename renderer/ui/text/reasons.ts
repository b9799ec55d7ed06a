import type { RecordReason } from '../../../shared/domain/record.ts';

/** Why a record was taken, in words. */
export const reasonWords: Readonly<Record<RecordReason, string>> = {
  requested: 'on request',
  'before-operation': 'before an operation',
  'after-operation': 'after an operation',
  acknowledged: 'acknowledged',
  'position-backwards': 'position went backwards',
  'source-changed': '{source} changed',
  'channel-vanished': 'a channel is gone',
  'thread-stopped': 'a thread stopped',
  'replication-error': 'replication error',
  restarted: 'server restarted',
  'channel-appeared': 'a new channel',
};

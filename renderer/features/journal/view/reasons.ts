import type { RecordReason } from '../../../../shared/domain/record.ts';

/** Why a record was taken, in words. */
export const reasonWords: Readonly<Record<RecordReason, string>> = {
  requested: 'on request',
  'before-operation': 'before an operation',
  'after-operation': 'after an operation',
  'thread-stopped': 'a thread stopped',
};

import type { ErrorReport } from '../../../shared/domain/errors.ts';
import type { YardProgress } from '../../../shared/ipc/contract.ts';

/** The yard being started, as the window sees it. */
export type YardRise =
  | { readonly kind: 'idle' }
  | { readonly kind: 'rising'; readonly lines: readonly string[] }
  | { readonly kind: 'failed'; readonly lines: readonly string[]; readonly error: ErrorReport }
  | { readonly kind: 'up'; readonly cluster: string | null };

export type YardRiseEvent =
  | { readonly kind: 'start' }
  | { readonly kind: 'cancel' }
  | YardProgress
  | { readonly kind: 'closed'; readonly error: ErrorReport | null };

export const idle: YardRise = { kind: 'idle' };

/** What is next after an event; one that comes too late changes nothing. */
export function afterEvent(now: YardRise, event: YardRiseEvent): YardRise {
  switch (event.kind) {
    case 'start':
      return { kind: 'rising', lines: [] };
    case 'cancel':
      return idle;
    case 'progress':
      return now.kind === 'rising' ? { kind: 'rising', lines: [...now.lines, event.message] } : now;
    case 'up':
      return { kind: 'up', cluster: event.status.cluster };
    case 'closed':
      return now.kind === 'rising' ? { kind: 'failed', lines: now.lines, error: event.error ?? cutOff } : now;
  }
}

const cutOff: ErrorReport = {
  code: 'yard-failed',
  message: 'Starting the yard ended before its servers replicated.',
  server: null,
  details: {},
};

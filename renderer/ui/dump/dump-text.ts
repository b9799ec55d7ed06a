import { bytesText } from '../../../shared/domain/amounts.ts';
import type { RunningDump } from '../../../shared/domain/running-dump.ts';

/** How far a running dump is, after “it”. */
export function dumpProgressText({ progress, stopping }: Pick<RunningDump, 'progress' | 'stopping'>): string {
  if (stopping) return 'is being cancelled';
  switch (progress?.phase ?? 'stopping') {
    case 'stopping':
      return 'has begun';
    case 'snapshot':
      return 'is at its snapshot';
    case 'dumping': {
      const table = progress?.table ?? null;
      const at = table === null ? '' : `, at ${table}`;
      return `has written ${bytesText(progress?.bytes ?? 0)}${at}`;
    }
    case 'finishing':
      return 'is made durable';
  }
}

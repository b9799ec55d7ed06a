import type { ErrorCode } from '../../shared/domain/error-codes.ts';
import type { OperationResult } from '../../shared/plans/outcome.ts';

/** What the program's exit says; documented in docs/cli.md. */
export const exitCodes = {
  done: 0,
  refused: 1,
  badUsage: 2,
  undone: 3,
  needsOperator: 4,
  noServerAnswered: 5,
  leftBehind: 6,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

const { refused, badUsage, undone, needsOperator, noServerAnswered, interrupted } = exitCodes;

const byError: Readonly<Record<string, ExitCode>> = {
  bug: needsOperator,
  cancelled: interrupted,
  'dump-applier-stopped': needsOperator,
  'dump-failed': undone,
  'dump-file-unwritable': undone,
  'dump-lock-timeout': undone,
  'dump-not-still': undone,
  'dump-refused': refused,
  'dump-truncated': undone,
  'journal-corrupt': needsOperator,
  'no-server-answered': noServerAnswered,
  'operation-in-progress': refused,
  'plan-outdated': refused,
  'rescue-sheet-unwritable': refused,
  'way-closed': refused,
  'yard-failed': undone,
};

/** The exit code of a command that ended in an error. */
export function exitOfError(code: ErrorCode): ExitCode {
  return (
    byError[code] ?? (code.startsWith('server-') && code !== 'server-binaries-missing' ? noServerAnswered : badUsage)
  );
}

/** The exit code of an operation that ended by itself. */
export function exitOfResult(result: Pick<OperationResult, 'outcome' | 'leftBehind'>): ExitCode {
  switch (result.outcome) {
    case 'done':
      return result.leftBehind.length === 0 ? exitCodes.done : exitCodes.leftBehind;
    case 'refused':
      return refused;
    case 'undone':
      return undone;
    case 'needs-operator':
      return needsOperator;
  }
}

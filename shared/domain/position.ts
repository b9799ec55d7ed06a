/** A place in one server's binary log: before the event at byte `offset` of `file`. */
export interface BinlogPosition {
  readonly file: string;
  readonly offset: number;
}

/** The number in `binlog.000042`: 42. Names without a number sort as 0. */
export function fileNumber(file: string): number {
  return Number(/\.(\d+)$/.exec(file)?.[1] ?? 0);
}

/**
 * Negative, zero or positive as `a` is before, at or after `b` in the same server's binary log.
 * Files are ordered by their number: `binlog.999999` is followed by `binlog.1000000`.
 */
export function comparePositions(a: BinlogPosition, b: BinlogPosition): number {
  return fileNumber(a.file) - fileNumber(b.file) || a.offset - b.offset;
}

/** Has `position` reached `target` (both of the same server's binary log)? */
export function hasReached(position: BinlogPosition, target: BinlogPosition): boolean {
  return comparePositions(position, target) >= 0;
}

/** `binlog.000042:15204113`. */
export function formatPosition(position: BinlogPosition): string {
  return `${position.file}:${String(position.offset)}`;
}

import type { DoneMarks } from './done-marks.ts';
import type { Lane } from './lane.ts';
import type { LoadRequest } from './load-request.ts';
import type { SessionLog } from './session-log.ts';

/** What a loader works with. */
export interface LoaderParts {
  readonly request: LoadRequest;
  readonly log: SessionLog;
  readonly main: Lane;
  readonly rows: readonly Lane[];
  readonly marks: DoneMarks;
  /** A lane that stands at the beginning of the log. */
  readonly openLate: () => Promise<Lane>;
  readonly startedAt: number; // ms, monotonic
}

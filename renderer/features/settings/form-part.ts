import type { ClusterFields, missingIn } from './draft.ts';

/** What every part of the cluster form is given. */
export interface FormPart {
  readonly fields: ClusterFields;
  readonly change: (part: Partial<ClusterFields>) => void;
  /** Complaints to show, by field. */
  readonly missing: ReturnType<typeof missingIn>;
}

import type { ErrorReport } from '../../../../shared/domain/errors.ts';
import type { ImportPreview } from '../../../../shared/import/import-view.ts';
import type { Accepted } from '../../../ui/wizard/model/acceptances.ts';
import type { ImportChoice } from './choice.ts';

/** What is known of the dump and the server. */
export type Look =
  | { readonly kind: 'reading'; readonly readBytes: number; readonly storedBytes: number | null }
  | { readonly kind: 'failed'; readonly error: ErrorReport }
  | { readonly kind: 'ready'; readonly preview: ImportPreview; readonly at: number }; // epoch ms

/** Where the operator stands before an import begins. */
export type ImportWizard =
  | {
      readonly station: 'choose';
      readonly choice: ImportChoice;
      /** The path is being looked at. */
      readonly asking: boolean;
      /** Why it can't be the file. */
      readonly refusal: ErrorReport | null;
    }
  | {
      readonly station: 'checks';
      readonly choice: ImportChoice;
      readonly look: Look;
      readonly accepted: readonly Accepted[];
      /** What has been typed to confirm. */
      readonly typed: string;
      readonly beginning: boolean;
      /** Why the engine did not begin. */
      readonly refusal: ErrorReport | null;
    };

export type Choosing = Extract<ImportWizard, { station: 'choose' }>;
export type Checking = Extract<ImportWizard, { station: 'checks' }>;

export function choosing(choice: ImportChoice): Choosing {
  return { station: 'choose', choice, asking: false, refusal: null };
}

export function checking(choice: ImportChoice, accepted: readonly Accepted[]): Checking {
  const look = { kind: 'reading', readBytes: 0, storedBytes: null } as const;
  return { station: 'checks', choice, look, accepted, typed: '', beginning: false, refusal: null };
}

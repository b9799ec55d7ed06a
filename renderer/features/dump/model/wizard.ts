import type { DumpPreview } from '../../../../shared/domain/dump.ts';
import { consentInWords } from '../../../../shared/domain/dump-words.ts';
import type { ErrorReport } from '../../../../shared/domain/errors.ts';
import type { DumpChoice } from './choice.ts';

/** What is known of the server and of how it would be dumped. */
export type Look =
  | { readonly kind: 'asking' }
  | { readonly kind: 'failed'; readonly error: ErrorReport }
  | { readonly kind: 'ready'; readonly dumpId: string; readonly preview: DumpPreview; readonly at: number }; // epoch ms

/** Where the operator stands before a dump begins. */
export type DumpWizard =
  | { readonly station: 'choose'; readonly choice: DumpChoice }
  | {
      readonly station: 'checks';
      readonly choice: DumpChoice;
      readonly look: Look;
      /** To what the dump makes wait. */
      readonly agreed: boolean;
      readonly beginning: boolean;
      /** Why the engine did not begin. */
      readonly refusal: ErrorReport | null;
    };

export type Choosing = Extract<DumpWizard, { station: 'choose' }>;
export type Checking = Extract<DumpWizard, { station: 'checks' }>;

export function choosing(choice: DumpChoice): Choosing {
  return { station: 'choose', choice };
}

export function checking(choice: DumpChoice): Checking {
  return { station: 'checks', choice, look: { kind: 'asking' }, agreed: false, beginning: false, refusal: null };
}

/** What keeps the dump from being begun; null when nothing does. */
export function obstacleIn({ look, agreed }: Checking): string | null {
  switch (look.kind) {
    case 'asking':
      return 'The server is being asked';
    case 'failed':
      return 'It can’t be taken like this';
    case 'ready':
      if (look.preview.refusals.length > 0) return 'It is refused: see why';
      return consentInWords(look.preview) !== null && !agreed ? 'Agree to what is stopped first' : null;
  }
}

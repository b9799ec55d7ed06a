import type { Conclusion } from '../../../../shared/domain/evidence.ts';
import type { IconName } from '../../../ui/controls/icon-paths.ts';

/** A conclusion as people see it. */
export interface Look {
  readonly word: string;
  readonly tone: 'ok' | 'warn' | 'bad';
  readonly icon: IconName;
}

export function lookOf(conclusion: Conclusion): Look {
  switch (conclusion.kind) {
    case 'answers':
      return { word: 'It is not gone.', tone: 'ok', icon: 'check' };
    case 'refuses':
      return { word: 'It is not gone.', tone: 'warn', icon: 'key' };
    case 'heard-by-replicas':
      return { word: 'It is not gone.', tone: 'ok', icon: 'check' };
    case 'too-early':
      return { word: 'Too early to tell.', tone: 'warn', icon: 'clock' };
    case 'no-witness':
      return { word: 'Nobody can tell.', tone: 'warn', icon: 'info' };
    case 'hangs':
      return { word: 'It hangs.', tone: 'bad', icon: 'warning' };
    case 'dead':
      return { word: 'It is gone.', tone: 'bad', icon: 'unplugged' };
  }
}

/** Where the evidence leads. */
export type WayOn =
  /** Somebody is to take over. */
  | { readonly kind: 'candidate' }
  /** It is not known to be gone: wait or find out, and ask again; or go on by the operator's word. */
  | { readonly kind: 'unproved' }
  /** It can be closed: a switchover loses nothing. */
  | { readonly kind: 'switchover' }
  /** It lives: the way to it is mended first. */
  | { readonly kind: 'mend' };

export function wayOn(conclusion: Conclusion): WayOn {
  switch (conclusion.kind) {
    case 'dead':
    case 'hangs':
      return { kind: 'candidate' };
    case 'too-early':
    case 'no-witness':
      return { kind: 'unproved' };
    case 'answers':
      return { kind: 'switchover' };
    case 'refuses':
    case 'heard-by-replicas':
      return { kind: 'mend' };
  }
}

/** When it makes sense to ask again by itself, epoch ms; null: it does not. `at` is when the conclusion came, epoch ms. */
export function askAgainAt(conclusion: Conclusion, at: number): number | null {
  return conclusion.kind === 'too-early' ? at + Math.max(1, Math.ceil(conclusion.secondsLeft)) * 1000 : null;
}

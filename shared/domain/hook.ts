/**
 * When a hook is run. `before`: writes are about to be stopped. `fence`: a lost {source} must be kept from coming back
 * (emergency failover only). `after`: the new {source} takes writes. `undone`: what was begun has been undone.
 */
export const hookMoments = ['before', 'fence', 'after', 'undone'] as const;
export type HookMoment = (typeof hookMoments)[number];

/** A program of the operator's that an operation runs on this machine. Never a shell line. */
export interface HookConfiguration {
  readonly name: string;
  readonly at: HookMoment;
  /** The program, then its arguments, each given to it as it stands here. */
  readonly command: readonly string[];
  readonly timeoutMs: number; // ms
}

/** What a hook has when the file does not say otherwise. */
export const hookDefaults = { timeoutMs: 30_000 } as const;

/** How a hook ended. */
export type HookEnd =
  | { readonly kind: 'exited'; readonly code: number }
  | { readonly kind: 'signalled'; readonly signal: string }
  /** It was ended because its time was over. */
  | { readonly kind: 'timed-out' }
  /** It was ended because the operator stopped the operation. */
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'not-started'; readonly because: string };

/** Only a program that ended by itself, with 0, has done what it is there for. */
export function hookSucceeded(end: HookEnd): boolean {
  return end.kind === 'exited' && end.code === 0;
}

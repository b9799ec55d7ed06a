import type { HookEnd } from '../../../shared/domain/hook.ts';

/** One run of a hook's program. */
export interface HookCall {
  readonly command: readonly string[];
  /** What it is told; put over the few variables that it gets of this program's own. */
  readonly environment: Readonly<Record<string, string>>;
  readonly withinMs: number; // ms
  /** Ends it early; null where nothing may. */
  readonly signal: AbortSignal | null;
  /** Told once it runs. */
  readonly started: (pid: number) => void;
}

export interface HookRun {
  readonly end: HookEnd;
  readonly ms: number; // ms
  /** The last of what it wrote, both streams as they came; without control characters. */
  readonly output: string;
}

/** Runs a program to its end, its time or its cancellation. Never rejects. */
export type RunHook = (call: HookCall) => Promise<HookRun>;

import type { Tally } from './tally.ts';

export const partNames = ['format', 'types', 'lint', 'unit', 'integration', 'e2e'] as const;

export type PartName = (typeof partNames)[number];

/** Where a part writes, and what was asked of it. */
export interface PartContext {
  readonly print: (text: string) => void;
  /** File filters and options, passed on to the tool. */
  readonly args: readonly string[];
}

export type RunPart = (context: PartContext) => Promise<Tally>;

export function isPartName(name: string | undefined): name is PartName {
  return partNames.some((part) => part === name);
}

import type { Command } from 'commander';
import type { Acceptance } from '../../shared/plans/preview.ts';
import { parseAcceptance } from './acceptance.ts';

/** The options that every command with a plan has. */
export interface PlanOptions {
  readonly dryRun?: true;
  readonly planOut?: string;
  readonly accept?: readonly string[];
  readonly yes?: true;
  readonly confirm?: string;
}

export function planOptions(command: Command): Command {
  return command
    .option('--dry-run', 'ask every guard and show every statement; change nothing')
    .option('--plan-out <file>', 'write the plan there as JSON')
    .option('--accept <code[@server]=reason>', 'take a warning or a loss on yourself; may be given again', collect)
    .option('--yes', 'begin without asking; takes warnings along, but no losses')
    .option('--confirm <cluster>', 'the cluster’s name, as it would be typed: begin without asking');
}

/** For options that may be given again. */
export function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

/** @throws SignalboxError `bad-usage` for what is no acceptance. */
export function acceptancesOf(options: PlanOptions): readonly Acceptance[] {
  return (options.accept ?? []).map(parseAcceptance);
}

import type { ClusterConfiguration } from '../../../shared/domain/configuration.ts';
import type { HookMoment } from '../../../shared/domain/hook.ts';
import type { GuardResult } from '../../../shared/guards/verdict.ts';

/**
 * Can the programs of the hooks at these moments be run here? Nothing is run: one that is missing is found now, not when
 * a server is about to be closed. No hooks, no answer.
 */
export async function hookGuards(
  { hooks }: Pick<ClusterConfiguration, 'hooks'>,
  moments: readonly HookMoment[],
  whyNotRunnable: (program: string) => Promise<string | null>,
): Promise<readonly GuardResult[]> {
  const asked = hooks.filter(({ at }) => moments.includes(at));
  if (asked.length === 0) return [];
  const about = { code: 'hook-not-runnable', server: null, accepted: null };
  const answers = await Promise.all(
    asked.map(async ({ name, command: [program = ''] }): Promise<readonly GuardResult[]> => {
      const because = await whyNotRunnable(program);
      if (because === null) return [];
      const message = `The program of hook “${name}” can't be run: ${program} ${because}.`;
      const cure = `Put it there and make it executable, or correct hooks.${name}.command in the configuration; then check again.`;
      return [{ ...about, verdict: 'block', message, cure }];
    }),
  );
  const objections = answers.flat();
  if (objections.length > 0) return objections;
  const names = asked.map(({ name }) => `“${name}”`).join(', ');
  return [{ ...about, verdict: 'pass', message: `The programs of the hooks can be run: ${names}.`, cure: null }];
}

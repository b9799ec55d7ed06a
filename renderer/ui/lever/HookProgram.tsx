import type { JSX } from 'react';
import { commandText } from '../../../shared/plans/hooks.ts';
import type { HookView } from '../../../shared/plans/outcome.ts';
import classes from './lever.module.css';

interface HookProgramProps {
  readonly hook: HookView;
  /** Also what it is told by its environment. */
  readonly open: boolean;
}

/** The program of a hook's step, argument by argument, and what it wrote once it has ended. */
export function HookProgram({ hook, open }: HookProgramProps): JSX.Element {
  return (
    <div className={classes['hook']}>
      <pre aria-label={`program of hook ${hook.name}`}>{commandText(hook.command)}</pre>
      {open && <pre>{environmentText(hook)}</pre>}
      {hook.output !== null && hook.output !== '' && (
        <pre className={classes['output']} aria-label={`output of hook ${hook.name}`} tabIndex={0}>
          {hook.output}
        </pre>
      )}
    </div>
  );
}

function environmentText({ environment }: HookView): string {
  return Object.entries(environment)
    .map(([name, text]) => `${name}=${text}`)
    .join('\n');
}

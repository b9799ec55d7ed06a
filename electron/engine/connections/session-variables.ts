import { SignalboxError } from '../../../shared/domain/errors.ts';
import type { Session } from './session.ts';

/** Sets session variables in one statement; nothing is sent for none. */
export async function setVariables(
  session: Session,
  variables: Readonly<Record<string, string | number>>,
  withinMs: number,
): Promise<void> {
  const assignments = Object.entries(variables).map(([name, value]) => assignment(name, value));
  if (assignments.length > 0) await session.query(`SET SESSION ${assignments.join(', ')}`, { withinMs });
}

function assignment(name: string, value: string | number): string {
  if (!/^[a-z_]+$/.test(name) || (typeof value === 'string' && !/^[\w ,.:+-]*$/.test(value))) {
    throw new SignalboxError('bad-input', `The session variable ${name} can’t be set to that value.`);
  }
  return `${name} = ${typeof value === 'number' ? String(value) : `'${value}'`}`;
}

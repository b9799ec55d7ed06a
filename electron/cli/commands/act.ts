import type { Answer } from '../answer.ts';
import type { Invocation } from '../invocation.ts';

/**
 * Turns a command into what commander calls: it gives the answer to whoever runs the program. Arguments come as
 * commander has them: positional ones, then the command's options, then the command.
 */
export type Act = <A extends readonly unknown[]>(
  command: (invocation: Invocation, ...args: A) => Promise<Answer>,
) => (...args: A) => Promise<void>;

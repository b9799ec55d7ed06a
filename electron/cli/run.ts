import { CommanderError } from 'commander';
import { SignalboxError } from '../../shared/domain/errors.ts';
import { inWords } from '../../shared/domain/words.ts';
import type { Answer } from './answer.ts';
import type { Act } from './commands/act.ts';
import { exitCodes } from './exit-codes.ts';
import { failureAnswer } from './failure.ts';
import { Invocation } from './invocation.ts';
import type { GlobalOptions } from './invocation.ts';
import { buildProgram, wordChoices } from './program.ts';
import type { World } from './world.ts';

/**
 * Runs one command line (without program and script) and gives its exit code. Standard output gets the answer, standard
 * error everything else. Never throws.
 */
export async function runCli(args: readonly string[], world: World): Promise<number> {
  const stop = new AbortController();
  let invocation = new Invocation(world, guessedOptions(args), stop.signal);
  const stopListening = listenForStop(world, stop, () => invocation.isChangingServers);
  let exit: number = exitCodes.done;
  const act: Act =
    (command) =>
    async (...given) => {
      const answer = await command(invocation, ...given);
      give(answer, invocation);
      exit = answer.exit;
    };
  const program = buildProgram(world.version, act, {
    out: (text) => {
      world.stdout.write(inWords(text, invocation.words));
    },
  });
  program.hook('preAction', (_this, command) => {
    invocation = new Invocation(world, command.optsWithGlobals<GlobalOptions>(), stop.signal);
  });
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (thrown) {
    exit = fail(thrown, invocation);
  } finally {
    stopListening();
  }
  return exit;
}

/** A second Ctrl-C ends the program at once, unless servers are being changed. Returns what stops the listening. */
function listenForStop(world: World, stop: AbortController, isChangingServers: () => boolean): () => void {
  world.stdout.gone.addEventListener('abort', () => {
    stop.abort();
  });
  return world.onInterrupt(() => {
    if (stop.signal.aborted && !isChangingServers()) world.exit(exitCodes.interrupted);
    stop.abort();
  });
}

/** What is known of the options before the line is understood: enough to say in the right way what is wrong with it. */
function guessedOptions(args: readonly string[]): GlobalOptions {
  const words = wordChoices.find(
    (choice) => args.includes(`--words=${choice}`) || args[args.indexOf('--words') + 1] === choice,
  );
  return {
    json: args.includes('--json'),
    color: !args.includes('--no-color'),
    ...(words === undefined ? {} : { words }),
  };
}

/** Programs get one document on standard output, whatever happened; people get errors on standard error. */
function give(answer: Answer, invocation: Invocation): void {
  const { stdout, stderr } = invocation.world;
  if (answer.document === null) return;
  if (invocation.json) {
    stdout.write(`${JSON.stringify({ schema: 1, ...answer.document })}\n`);
    return;
  }
  const output = answer.isError === true ? stderr : stdout;
  output.write(`${answer.text(invocation.look(output))}\n`);
}

function fail(thrown: unknown, invocation: Invocation): number {
  if (thrown instanceof CommanderError && thrown.exitCode === 0) return exitCodes.done;
  if (invocation.world.environment.SIGNALBOX_DEBUG === '1') invocation.say(traceOf(thrown));
  const answer = failureAnswer(thrown instanceof CommanderError ? usageError(thrown) : thrown, invocation.words);
  give(answer, invocation);
  return answer.exit;
}

/** Commander's words, without values that may be passwords typed into the wrong place. */
function usageError(error: CommanderError): SignalboxError {
  const isHelp = error.code === 'commander.help';
  const message = isHelp
    ? 'A command is missing.'
    : error.message.replace(/^error: /, '').replace(/(--[\w-]+)=[^'\s]*/g, '$1');
  const sentence = /[.!?)]$/.test(message) ? message : `${message}.`;
  return new SignalboxError('bad-usage', `${sentence} “signalbox --help” shows what there is.`);
}

function traceOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  const cause = thrown.cause === undefined ? '' : `\ncaused by ${traceOf(thrown.cause)}`;
  return `${thrown.stack ?? thrown.message}${cause}`;
}

import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/**
 * @typedef {object} Ended
 * @property {number | null} code
 * @property {NodeJS.Signals | null} signal
 */

const atTerminal = [process.stdin, process.stdout, process.stderr].some((stream) => stream.isTTY);

/** @type {readonly NodeJS.Signals[]} */
const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Passes the signals that end a program on to a child, so that nothing outlives its launcher. Ctrl-C on a terminal
 * reaches the child by itself; sent twice it would look like an impatient user. npm hands SIGTERM only to the shell
 * between itself and its script, which learns of it by losing its parent.
 *
 * @param {import('node:child_process').ChildProcess} child
 */
function passOnEndings(child) {
  let told = false;
  const parent = process.ppid;
  /** @param {NodeJS.Signals} signal */
  const tell = (signal) => {
    told = true;
    if (signal !== 'SIGINT' || !atTerminal) child.kill(signal);
  };
  const orphaned = setInterval(() => {
    if (!told && process.env['npm_lifecycle_event'] !== undefined && process.ppid !== parent) tell('SIGTERM');
  }, 500);
  for (const signal of endings) process.on(signal, tell);
  child.once('exit', () => {
    clearInterval(orphaned);
    for (const signal of endings) process.removeListener(signal, tell);
  });
}

/**
 * Starts a program in the foreground and waits for its end; signals are passed on.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @param {(child: import('node:child_process').ChildProcess) => void} [started]
 * @returns {Promise<Ended>}
 */
export function foreground(command, args, options = {}, started = () => undefined) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', ...options });
    passOnEndings(child);
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      resolve({ code, signal });
    });
    started(child);
  });
}

/**
 * Ends this process the way its child ended, by shell convention 128 + n after a signal.
 *
 * @param {Ended} ended
 */
export function endLike({ code, signal }) {
  process.exitCode = signal === null ? (code ?? 1) : 128 + constants.signals[signal];
}

/**
 * @typedef {object} Quiet
 * @property {string} cwd
 * @property {NodeJS.ProcessEnv} [env]
 * @property {number} withinMs
 */

/**
 * Runs a program without a terminal and keeps what it printed. Killed after `withinMs`.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Quiet} options
 * @returns {Promise<{ ok: boolean, output: string }>}
 */
export function quietly(command, args, { cwd, env = process.env, withinMs }) {
  return new Promise((resolve) => {
    let output = '';
    const shell = process.platform === 'win32' && command === 'npm';
    const child = spawn(command, args, { cwd, env, shell, stdio: ['ignore', 'pipe', 'pipe'] });
    const timer = setTimeout(() => {
      output += `\nStopped after ${String(withinMs / 1000)} s.`;
      child.kill('SIGKILL');
    }, withinMs);
    passOnEndings(child);
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (/** @type {string} */ text) => (output += text));
    }
    child.once('error', (error) => {
      clearTimeout(timer);
      resolve({ ok: false, output: error.message });
    });
    child.once('close', (code) => {
      clearTimeout(timer);
      resolve({ ok: code === 0, output });
    });
  });
}

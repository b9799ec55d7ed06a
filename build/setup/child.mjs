import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/**
 * @typedef {object} Ended
 * @property {number | null} code
 * @property {NodeJS.Signals | null} signal
 */

/**
 * Passes the signals that end a program on to a child, so that nothing outlives its launcher. Ctrl-C on a terminal
 * reaches the child by itself; sent twice it would look like an impatient user.
 *
 * @param {import('node:child_process').ChildProcess} child
 */
function forwardSignals(child) {
  /** @type {NodeJS.Signals[]} */
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) {
    const forward = () => {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    };
    process.on(signal, forward);
    child.once('exit', () => process.removeListener(signal, forward));
  }
}

/**
 * npm hands SIGTERM to the shell between itself and its script only; the script learns of it by losing its parent.
 *
 * @param {import('node:child_process').ChildProcess} child
 */
function endWithNpm(child) {
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid !== parent) child.kill('SIGTERM');
  }, 500);
  child.once('exit', () => {
    clearInterval(watch);
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
    forwardSignals(child);
    endWithNpm(child);
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
    forwardSignals(child);
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

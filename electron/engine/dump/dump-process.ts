import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { join, parse } from 'node:path';
import type { Readable } from 'node:stream';
import { SignalboxError } from '../../../shared/domain/errors.ts';
import { hookEnvironment } from '../hooks/hook-environment.ts';
import { OutputTail } from '../hooks/output-tail.ts';
import { endGroup } from '../hooks/process-group.ts';
import type { DumpProgram } from './dump-program.ts';

export interface ProcessRequest {
  readonly program: DumpProgram;
  /** Its first argument names this file, so that it reads no other. */
  readonly defaultsFile: string;
  /** Private; stands in for the account's home, so that nothing there changes what is dumped. */
  readonly folder: string;
  readonly options: readonly string[];
  /** Never to be in what is told of it. */
  readonly password: string;
}

const errorBytes = 8 * 1024;

/** A dump program that runs, without a shell and without a password in its arguments or environment. */
export class DumpProcess {
  readonly #child: ChildProcessByStdio<null, Readable, Readable>;
  readonly #password: string;
  readonly #errors = new OutputTail(errorBytes);
  readonly #ended: Promise<SignalboxError | null>;

  constructor({ program, defaultsFile, folder, options, password }: ProcessRequest) {
    this.#password = password;
    const args = [...program.args, `--defaults-file=${defaultsFile}`, ...options];
    this.#child = spawn(program.file, args, {
      shell: false,
      detached: true,
      windowsHide: true,
      cwd: parse(process.cwd()).root,
      env: hookEnvironment(process.env, { HOME: folder, MYSQL_TEST_LOGIN_FILE: join(folder, 'none') }),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child.stderr.on('data', (chunk: Buffer) => this.#errors.add(chunk));
    this.#ended = new Promise((resolve) => {
      this.#child.once('error', (error) => resolve(failed(program.file, error.message, '')));
      this.#child.once('close', (code, signal) => resolve(this.#failure(program.file, code, signal)));
    });
  }

  /**
   * What it writes, to its end.
   * @throws SignalboxError `dump-failed` where it ends in any other way than well.
   */
  async *output(): AsyncGenerator<Buffer, void, undefined> {
    for await (const chunk of this.#child.stdout) yield chunk as Buffer;
    const failure = await this.#ended;
    if (failure !== null) throw failure;
  }

  /** Ends it if it still runs. Never rejects. */
  async end(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) await endGroup(this.#child);
    this.#child.stdout.destroy();
  }

  #failure(file: string, code: number | null, signal: string | null): SignalboxError | null {
    if (code === 0) return null;
    const how = code === null ? `was ended by ${signal ?? 'a signal'}` : `ended with code ${String(code)}`;
    const output = this.#errors.text();
    return failed(file, how, this.#password === '' ? output : output.replaceAll(this.#password, '***'));
  }
}

function failed(file: string, how: string, output: string): SignalboxError {
  const last = output.trim().split('\n').at(-1) ?? '';
  const said = last === '' ? '.' : `: ${last}`;
  return new SignalboxError('dump-failed', `${file} ${how}${said}`, { details: { program: file, output } });
}

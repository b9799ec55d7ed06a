import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export const root = join(import.meta.dirname, '../../..');

export interface HostRequest {
  /** The program and its arguments, from the repository's root. */
  readonly program: readonly [file: string, ...args: readonly string[]];
  /** Where it keeps everything: data, configuration, secrets. */
  readonly home: string;
}

export interface HostProcess {
  /** Carries the one-time token. */
  readonly url: string;
  /** Everything printed so far. */
  output(): string;
  /** Asks it to end, and kills it after `endMs`. */
  end(): Promise<void>;
  /** Ends it at once, without a chance to tidy up. */
  kill(): Promise<void>;
}

const startMs = 20_000;
const endMs = 15_000;

/**
 * Starts a browser host on a free port and waits for its address.
 *
 * @throws Error with what it printed, when it ends or says no address within 20 s.
 */
export async function startHost({ program: [file, ...args], home }: HostRequest): Promise<HostProcess> {
  const script = join(root, file);
  if (!existsSync(script)) throw new Error(`${file} is not built: npm run build`);
  const env = { ...process.env, HOME: home, XDG_CONFIG_HOME: home, XDG_DATA_HOME: home, SIGNALBOX_DATA_DIR: home };
  const child = spawn(process.execPath, [script, ...args], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  const end = async (): Promise<void> => {
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), endMs);
    await ended;
    clearTimeout(timer);
  };
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
  };
  const address = new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).on('line', (line) => {
      const url = /http:\/\/127\.0\.0\.1:\d+\S*/.exec(line)?.[0];
      if (url !== undefined) resolve(url);
    });
    const refuse = (why: string): void => reject(new Error(`${file} ${why}; it printed:\n${output}`));
    setTimeout(refuse, startMs, `gave no address within ${startMs / 1000} s`).unref();
    void ended.then(() => refuse('ended before it gave an address'));
  });
  try {
    return { url: await address, output: () => output, end, kill };
  } catch (error) {
    await end();
    throw error;
  }
}

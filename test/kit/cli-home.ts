import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli } from '../../electron/cli/run.ts';
import { createEngine } from '../../electron/engine/create-engine.ts';
import type { ImportPreview, ImportResult } from '../../shared/import/import-view.ts';
import { makeCliWorld } from './cli-world.ts';

export interface CliRun {
  readonly exit: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly ms: number;
}

const main = join(import.meta.dirname, '../../electron/cli/main.ts');
const killAfterMs = 60_000; // ms

/** A home folder of its own in which the command line is run, with the real engine, by a person without a terminal. */
export class CliHome {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Writes signalbox.yaml where the command line looks for it; gives its path. */
  async configure(yaml: string): Promise<string> {
    const path = join(this.folder, 'signalbox.yaml');
    await writeFile(path, yaml, { mode: 0o600 });
    return path;
  }

  /** Writes a password file that its owner alone can read; gives its reference. */
  async keepPassword(password: string, name = 'password'): Promise<string> {
    const path = join(this.folder, name);
    await writeFile(path, `${password}\n`, { mode: 0o600 });
    return `file:${path}`;
  }

  /** Inside this process, which takes milliseconds. */
  async run(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<CliRun> {
    const begun = performance.now();
    const { world, out, err } = makeCliWorld({ createEngine, folder: this.folder, environment });
    const exit = await runCli(args, world);
    return { exit, stdout: out(), stderr: err(), ms: performance.now() - begun };
  }

  /** The whole program, in a process of its own. */
  spawn(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<CliRun> {
    const begun = performance.now();
    const child = spawn(process.execPath, [main, ...args], {
      cwd: this.folder,
      env: { PATH: process.env['PATH'], HOME: this.folder, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: killAfterMs,
      killSignal: 'SIGKILL',
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    return new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (exit) => {
        resolve({ exit, stdout, stderr, ms: performance.now() - begun });
      });
    });
  }

  /** Every file in the home with its text, to see that nothing was changed. */
  async files(): Promise<Readonly<Record<string, string>>> {
    const entries = await readdir(this.folder, { recursive: true, withFileTypes: true });
    const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    const texts = await Promise.all(paths.map(async (path) => [path, await readFile(path, 'latin1')] as const));
    return Object.fromEntries(texts);
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }
}

export async function makeCliHome(): Promise<CliHome> {
  return new CliHome(await mkdtemp(join(tmpdir(), 'sbx-cli-')));
}

/** The one JSON document that a run gave. */
export function documentOf(run: CliRun): CliDocument {
  const lines = run.stdout.trimEnd().split('\n');
  if (lines.length !== 1) throw new Error(`not one document but ${JSON.stringify(run)}`);
  return JSON.parse(lines[0] ?? '') as CliDocument;
}

/** What tests look at in documents; each command gives its own part of it. */
export interface CliDocument {
  readonly schema: number;
  readonly error: { readonly code: string; readonly message: string; readonly details: Record<string, unknown> };
  readonly clusters: readonly {
    readonly name: string;
    readonly servers: readonly {
      readonly id: string;
      readonly role: string;
      readonly reason: string | null;
      readonly reasonCode: string | null;
      readonly writable: boolean | null;
    }[];
  }[];
  readonly records: readonly { readonly id: string; readonly server: string }[];
  readonly items: readonly { readonly kind: string }[];
  readonly outcome: string;
  readonly operation: string | null;
  readonly operations: readonly { readonly id: string }[];
  readonly writeBlockedMs: number | null;
  readonly guards: readonly { readonly code: string; readonly verdict: string }[];
  readonly steps: readonly { readonly id: string; readonly state: string; readonly statements: readonly string[] }[];
  readonly import: ImportPreview;
  readonly result: ImportResult;
}

import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { createEngine } from '../engine/create-engine.ts';
import { ProcessOutput } from './process-output.ts';
import { ProcessTerminal } from './process-terminal.ts';
import { runCli } from './run.ts';
import type { World } from './world.ts';

const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

function onInterrupt(listener: () => void): () => void {
  for (const signal of stopSignals) process.on(signal, listener);
  return () => {
    for (const signal of stopSignals) process.off(signal, listener);
  };
}

function versionOf(): string {
  const file = join(import.meta.dirname, '../../package.json');
  const read: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const version = typeof read === 'object' && read !== null && 'version' in read ? read.version : null;
  return typeof version === 'string' ? version : 'unknown';
}

const stdout = new ProcessOutput(process.stdout);
const stderr = new ProcessOutput(process.stderr);
stdout.listen();
stderr.listen();

const world: World = {
  stdout,
  stderr,
  terminal: new ProcessTerminal(process.stdin, process.stderr),
  environment: process.env,
  platform: process.platform,
  home: homedir(),
  folder: process.cwd(),
  uid: process.getuid?.() ?? null,
  version: versionOf(),
  clock: Date.now,
  random: Math.random,
  createEngine,
  stdin: () => process.stdin,
  onInterrupt,
  exit: (code) => process.exit(code),
};

const exit = await runCli(process.argv.slice(2), world);
await stdout.flushed();
await stderr.flushed();
process.exit(exit);

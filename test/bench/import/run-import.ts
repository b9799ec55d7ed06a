import { spawn } from 'node:child_process';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import type { Loaded } from './loader-account.ts';

const program = fileURLToPath(new URL('load-once.ts', import.meta.url));

/** Imports a file, or a text as it is made. @throws Error when the import fails. */
export async function runImport(dump: string | Iterable<string>, port: number, lanes: number): Promise<Loaded> {
  const file = typeof dump === 'string' ? dump : '-';
  const child = spawn(process.execPath, [...process.execArgv, program, file, String(port), String(lanes)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let printed = '';
  child.stdout.on('data', (data: Buffer) => (printed += data.toString()));
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  await pipeline(Readable.from(typeof dump === 'string' ? [] : dump), child.stdin);
  const code = await ended;
  if (code !== 0) throw new Error(`the import ended with ${String(code)}`);
  return JSON.parse(printed) as Loaded;
}

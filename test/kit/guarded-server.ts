import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Command } from '../../electron/engine/yard/command.ts';
import { identify } from '../../electron/engine/yard/process-identity.ts';
import type { ProcessIdentity } from '../../electron/engine/yard/process-identity.ts';

/**
 * Runs "$@" for as long as the standard input stays open. Its other end belongs to the test process, so that the
 * server is ended even when that is killed: nobody else holds the pipe.
 */
const guard = `
"$@" </dev/null >/dev/null 2>&1 &
server=$!
exec 3<&0
( read -r _ <&3; kill -9 "$server" ) 3<&3 >/dev/null 2>&1 &
watcher=$!
echo "$server"
wait "$server"
kill "$watcher" 2>/dev/null
`;

export interface GuardedServer {
  readonly process: ProcessIdentity;
  readonly guard: ChildProcess;
}

/** Starts a server that can't outlive this process, not even when this process is killed. */
export async function startGuarded(command: Command): Promise<GuardedServer> {
  const child = spawn('/bin/sh', ['-c', guard, 'guard', command.file, ...command.args], {
    stdio: ['pipe', 'pipe', 'ignore'],
    detached: true,
  });
  child.stdin.on('error', () => undefined);
  child.stdout.setEncoding('utf8');
  const line = await Promise.race([
    firstLine(child.stdout),
    once(child, 'error').then(([error]) => Promise.reject(error as Error)),
  ]);
  const pid = Number(line);
  return { process: identify(pid) ?? { pid, startedAt: null }, guard: child };
}

async function firstLine(stream: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const chunk of stream) {
    text += chunk;
    if (text.includes('\n')) break;
  }
  return text.trim();
}

import { spawn } from 'node:child_process';
import { open, rm } from 'node:fs/promises';
import { SignalboxError } from '../../../../shared/domain/errors.ts';
import { withArguments } from '../command.ts';
import type { Command } from '../command.ts';
import { isPresent } from '../presence.ts';
import { identify } from '../process-identity.ts';
import type { ProcessIdentity } from '../process-identity.ts';
import { filesOf } from './server-spec.ts';
import type { ServerSpec } from './server-spec.ts';

/** The command line of a server; nothing secret is on it. */
export async function startCommand(server: Command, spec: ServerSpec): Promise<Command> {
  const files = filesOf(spec);
  const first = (await isPresent(files.firstStatements)) ? [`--init-file=${files.firstStatements}`] : [];
  return withArguments(server, `--defaults-file=${files.configuration}`, ...first);
}

/** To be called once the server answers: its first statements have been run and must not stay on disk. */
export async function forgetFirstStatements(spec: ServerSpec): Promise<void> {
  await rm(filesOf(spec).firstStatements, { force: true });
}

/**
 * Starts a server that lives on after this process.
 * @throws SignalboxError `yard-failed` when the program can't be run.
 */
export async function startDetached(server: Command, spec: ServerSpec): Promise<ProcessIdentity> {
  const command = await startCommand(server, spec);
  const log = await open(filesOf(spec).log, 'a', 0o600);
  try {
    const child = spawn(command.file, [...command.args], {
      detached: true,
      cwd: spec.directory,
      stdio: ['ignore', log.fd, log.fd],
    });
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve);
      child.once('error', (cause) => {
        reject(new SignalboxError('yard-failed', `${command.file} can’t be run: ${cause.message}`, { cause }));
      });
    });
    child.unref();
    const pid = child.pid ?? -1;
    return identify(pid) ?? { pid, startedAt: null };
  } finally {
    await log.close();
  }
}

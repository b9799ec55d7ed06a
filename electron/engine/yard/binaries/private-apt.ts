import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SignalboxError } from '../../../../shared/domain/errors.ts';
import { runCommand } from '../command.ts';
import type { RunResult } from '../command.ts';
import { firstPresent } from '../presence.ts';

/** apt with lists, caches and sources of its own below one folder: needs no root and leaves the system's alone. */
export interface PrivateApt {
  readonly folder: string;
  readonly archives: string;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal | undefined;
}

const updateMs = 120_000; // ms
const downloadMs = 600_000; // ms
const keyrings = ['/usr/share/keyrings/debian-archive-keyring.gpg', '/usr/share/keyrings/debian-archive-keyring.pgp'];

/**
 * Sets up a private apt for one suite of the Debian mirror that the machine's own apt configuration names, so no
 * host is written down here. Signatures are checked as the machine's apt does, by Debian's archive keyring where it
 * is installed; nothing unauthenticated is ever allowed.
 * @throws SignalboxError `yard-failed` when apt is missing or names no Debian mirror.
 */
export async function openPrivateApt(folder: string, suite: string, signal?: AbortSignal): Promise<PrivateApt> {
  const archives = join(folder, 'archives');
  const parts = join(folder, 'no-parts');
  for (const path of [join(archives, 'partial'), join(folder, 'lists', 'partial'), parts]) {
    await mkdir(path, { recursive: true });
  }
  const mirror = await ownMirror(signal);
  const keyring = await firstPresent(keyrings);
  const trust = keyring === null ? '' : `[signed-by=${keyring}] `;
  await writeFile(join(folder, 'sources.list'), `deb ${trust}${mirror} ${suite} main\n`);
  await writeFile(join(folder, 'status'), '');
  await writeFile(join(folder, 'main.conf'), aptSettings(folder, await ownTransport(signal)));
  const config = join(folder, 'apt.conf');
  await writeFile(config, `Dir::Etc::main "${join(folder, 'main.conf')}";\nDir::Etc::parts "${parts}";\n`);
  return { folder, archives, env: { ...process.env, APT_CONFIG: config, LC_ALL: 'C' }, signal };
}

/** Reads the package lists of the suite. */
export async function updateLists(apt: PrivateApt): Promise<void> {
  await aptGet(apt, ['update', '-o', 'APT::Update::Error-Mode=any'], updateMs);
}

/** Downloads packages with everything they depend on, down to libc. What an earlier try has fetched is not repeated. */
export async function downloadClosure(apt: PrivateApt, packages: readonly string[]): Promise<void> {
  await aptGet(apt, ['install', '--yes', '--download-only', ...packages], downloadMs);
}

/** Downloads packages alone, without what they depend on. */
export async function downloadAlone(apt: PrivateApt, packages: readonly string[]): Promise<void> {
  if (packages.length > 0) await aptGet(apt, ['download', ...packages], downloadMs);
}

/** The first ordinary Debian mirror in `apt-get indextargets` lines of the form `CREATED_BY REPO_URI COMPONENT`. */
export function debianMirror(lines: string): string | null {
  const mirrors = lines
    .split('\n')
    .map((line) => line.trim().split(' '))
    .filter(([kind, uri, component]) => kind === 'Packages' && component === 'main' && uri !== undefined)
    .map(([, uri]) => uri ?? '')
    .filter((uri) => !uri.includes('security'));
  return mirrors.find((uri) => /\/debian\/?$/.test(uri)) ?? mirrors[0] ?? null;
}

async function ownMirror(signal?: AbortSignal): Promise<string> {
  const format = '$(CREATED_BY) $(REPO_URI) $(COMPONENT)';
  const command = { file: 'apt-get', args: ['indextargets', '--no-release-info', '--format', format] };
  const mirror = debianMirror((await runCommand(command, { timeoutMs: 30_000, signal })).stdout);
  if (mirror === null) throw new SignalboxError('yard-failed', 'this machine’s apt names no Debian mirror');
  return mirror;
}

/** The machine's own proxy, time-out and checking settings, without its hooks. */
async function ownTransport(signal?: AbortSignal): Promise<string> {
  const dump = await runCommand({ file: 'apt-config', args: ['dump'] }, { timeoutMs: 30_000, signal });
  const lines = dump.stdout.split('\n');
  return lines.filter((line) => /^(Acquire|APT::Architecture)/.test(line) && !line.includes('IndexTargets')).join('\n');
}

function aptSettings(folder: string, transport: string): string {
  const settings: readonly (readonly [string, string])[] = [
    ['Dir::Etc::sourcelist', join(folder, 'sources.list')],
    ['Dir::Etc::sourceparts', join(folder, 'no-parts')],
    ['Dir::Etc::preferences', '/dev/null'],
    ['Dir::Etc::preferencesparts', join(folder, 'no-parts')],
    ['Dir::State', folder],
    ['Dir::State::Lists', join(folder, 'lists')],
    ['Dir::State::status', join(folder, 'status')],
    ['Dir::Cache', folder],
    ['Dir::Cache::archives', join(folder, 'archives')],
    ['Debug::NoLocking', 'true'],
    ['APT::Sandbox::User', ''],
    ['APT::Install-Recommends', 'false'],
    ['APT::Keep-Downloaded-Packages', 'true'],
    ['Acquire::Languages', 'none'],
    ['Acquire::Retries', '2'],
    ['Acquire::http::Timeout', '30'],
    ['Acquire::https::Timeout', '30'],
  ];
  return `${transport}\n${settings.map(([name, value]) => `${name} "${value}";`).join('\n')}\n`;
}

async function aptGet(apt: PrivateApt, args: readonly string[], timeoutMs: number): Promise<void> {
  const options = { timeoutMs, signal: apt.signal, env: apt.env, cwd: apt.archives };
  const result = await runCommand({ file: 'apt-get', args }, options);
  if (result.code !== 0) throw new SignalboxError('yard-failed', complaintOf(args[0] ?? '', result));
}

function complaintOf(verb: string, result: RunResult): string {
  const errors = result.stderr.split('\n').filter((line) => line.startsWith('E:'));
  return `apt-get ${verb} failed: ${(errors[0] ?? result.stderr.trim()).replace(/^E:\s*/, '')}`;
}

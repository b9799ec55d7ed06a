import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SignalboxError } from '../../../shared/domain/errors.ts';
import type { Accounts } from './servers/accounts.ts';

export const yardAccountNames = ['operate', 'replication', 'application', 'root'] as const;
export type YardAccountName = (typeof yardAccountNames)[number];

export const yardUsers = { operate: 'signalbox', replication: 'repl', application: 'yard_app', root: 'root' } as const;

/** The schema of the yard's write load. */
export const yardSchema = 'yard';

export function passwordsFolder(directory: string): string {
  return join(directory, 'passwords');
}

export function passwordFile(directory: string, name: YardAccountName): string {
  return join(passwordsFolder(directory), name);
}

/** Makes a random password for each account of a new yard, in files that their owner alone can read. */
export async function createPasswords(directory: string): Promise<Accounts> {
  await mkdir(passwordsFolder(directory), { recursive: true, mode: 0o700 });
  for (const name of yardAccountNames) {
    await writeFile(passwordFile(directory, name), randomBytes(18).toString('base64url'), { mode: 0o600 });
  }
  return readAccounts(directory);
}

/** The accounts of a yard with their passwords. @throws SignalboxError `yard-failed` when a file is gone. */
export async function readAccounts(directory: string): Promise<Accounts> {
  const account = async (name: 'operate' | 'replication' | 'application') => ({
    user: yardUsers[name],
    password: await readPassword(directory, name),
  });
  return {
    operate: { ...(await account('operate')), movesData: true },
    replication: await account('replication'),
    application: { ...(await account('application')), schema: yardSchema },
    rootPassword: await readPassword(directory, 'root'),
  };
}

/** @throws SignalboxError `yard-failed` when the file is gone. */
export async function readPassword(directory: string, name: YardAccountName): Promise<string> {
  try {
    return await readFile(passwordFile(directory, name), 'utf8');
  } catch (cause) {
    const message = `The yard’s password file ${passwordFile(directory, name)} can’t be read: run “yard down”, then “yard up”.`;
    throw new SignalboxError('yard-failed', message, { cause });
  }
}

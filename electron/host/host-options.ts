import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { SignalboxError } from '../../shared/domain/errors.ts';
import { defaultConfigPath, defaultDataDirectory } from '../engine/configuration/platform-folders.ts';

/** What the program that opens a window was asked for. */
export interface HostOptions {
  readonly configPath: string;
  readonly dataDirectory: string;
  /** 0: any free one. Of the browser host only. */
  readonly port: number;
  readonly yard: boolean;
  readonly help: boolean;
}

export const hostUsage = `Usage: npm start -- [options]

  --yard            start practice servers on this machine and show them
  --config FILE     the configuration, instead of the one in the platform's folder
  --data-dir FOLDER the journal and secrets, instead of the ones in the platform's folder
  --port N          where the browser is served, instead of any free port
  --help            show this`;

/** @throws SignalboxError `bad-usage` naming what is not understood. */
export function readHostOptions(args: readonly string[], program: NodeJS.Process): HostOptions {
  const values = parsed(args);
  const surroundings = { platform: program.platform, environment: program.env, home: homedir() };
  return {
    configPath: resolve(values.config ?? defaultConfigPath(surroundings)),
    dataDirectory: resolve(values['data-dir'] ?? defaultDataDirectory(surroundings)),
    port: portOf(values.port ?? '0'),
    yard: values.yard ?? false,
    help: values.help ?? false,
  };
}

const options = {
  yard: { type: 'boolean' },
  config: { type: 'string' },
  'data-dir': { type: 'string' },
  port: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>['values'];

function parsed(args: readonly string[]): Values {
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    throw new SignalboxError('bad-usage', `${reason}\n${hostUsage}`);
  }
}

function portOf(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new SignalboxError('bad-usage', '--port takes a number from 1 to 65535, or 0 for any free port.');
}

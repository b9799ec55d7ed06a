import { existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { destination, pino } from 'pino';
import type { Logger } from 'pino';
import type { EngineOptions } from '../engine.ts';

type Log = EngineOptions['log'];

const largestLog = 5 * 1024 * 1024; // bytes; then the file becomes `….1`
const masked = ['password', 'passwordText', 'replicationPasswordText', 'secret', 'token', 'authorization'];

/**
 * Writes one JSON line an event to a file that its owner alone can read; the file is opened at the first line. Values
 * under names that stand for secrets are masked, two levels deep. A log that can't be written is silently given up: it
 * must never stop the work.
 */
export function fileLog(path: string): Log {
  let logger: Logger | null | undefined;
  return (level, message, data = {}) => {
    logger ??= logger === undefined ? openLog(path) : null;
    logger?.[level](data, message);
  };
}

function openLog(path: string): Logger | null {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    if (existsSync(path) && statSync(path).size > largestLog) renameSync(path, `${path}.1`);
    const file = destination({ dest: path, append: true, sync: true, mode: 0o600 });
    file.on('error', () => undefined);
    return pino(
      {
        level: 'debug',
        base: { pid: process.pid },
        timestamp: () => `,"time":"${new Date().toISOString()}"`,
        redact: { paths: masked.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '***' },
      },
      file,
    );
  } catch {
    return null;
  }
}

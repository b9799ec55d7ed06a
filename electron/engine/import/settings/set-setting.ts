import { textOf, variablesOf } from '../../../../shared/dialects/cells.ts';
import { SignalboxError } from '../../../../shared/domain/errors.ts';
import type { SpeedSetting } from '../../../../shared/import/changed-settings.ts';
import type { Session } from '../../connections/session.ts';

const readWithinMs = 10_000; // ms
/** Switching the redo log on writes everything that is only in memory to the disk first. */
const setWithinMs = 3_600_000; // ms

/**
 * The statement that sets it.
 * @throws SignalboxError `bug` for a value that is none of this setting: values come from a file.
 */
export function statementFor(name: SpeedSetting, value: string): string {
  if (name === 'innodb_redo_log' && value === 'ON') return 'ALTER INSTANCE ENABLE INNODB REDO_LOG';
  if (name === 'innodb_redo_log' && value === 'OFF') return 'ALTER INSTANCE DISABLE INNODB REDO_LOG';
  if (name !== 'innodb_redo_log' && /^\d{1,10}$/.test(value)) return `SET GLOBAL ${name} = ${value}`;
  throw new SignalboxError('bug', `“${value}” is no value of ${name}.`);
}

/** What it is now; null where the server has none. @throws SignalboxError as `Session.query`. */
export async function readSetting(session: Session, name: SpeedSetting): Promise<string | null> {
  const options = { withinMs: readWithinMs };
  if (name !== 'innodb_redo_log') {
    const rows = await session.query(`SHOW GLOBAL VARIABLES LIKE '${name.replaceAll('_', String.raw`\_`)}'`, options);
    return variablesOf(rows).get(name) ?? null;
  }
  const [row] = await session.query(String.raw`SHOW GLOBAL STATUS LIKE 'Innodb\_redo\_log\_enabled'`, options);
  return row === undefined ? null : textOf(row, 'Value').toUpperCase();
}

/** Sets it, and proves it by reading it. @throws SignalboxError as `Session.query`; `step-failed`. */
export async function setSetting(session: Session, name: SpeedSetting, value: string): Promise<void> {
  await session.query(statementFor(name, value), { withinMs: setWithinMs });
  const now = await readSetting(session, name);
  if (now === value) return;
  throw new SignalboxError('step-failed', `${name} of ${session.server} is ${now ?? 'not there'}, not ${value}.`, {
    server: session.server,
  });
}

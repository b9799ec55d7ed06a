import { readdir } from 'node:fs/promises';
import { SignalboxError } from '../../../../shared/domain/errors.ts';

/** The error for a directory that was named as a dump: which kind of dump it is, and the tool for it. */
export async function directoryRefusal(path: string): Promise<SignalboxError> {
  const names = await readdir(path);
  if (names.includes('@.json')) return unsupported(path, 'MySQL Shell', 'util.loadDump() of MySQL Shell');
  const isMydumper = names.some((name) => /^metadata(\.partial)?$/.test(name) || /-schema(-create)?\.sql/.test(name));
  if (isMydumper) return unsupported(path, 'mydumper', 'myloader');
  return new SignalboxError('dump-unreadable', `${path} is a directory. Name a dump file.`, { details: { path } });
}

function unsupported(path: string, maker: string, tool: string): SignalboxError {
  const message = `${path} is a dump of ${maker}, which Signalbox does not import. Use ${tool}.`;
  return new SignalboxError('dump-unsupported', message, { details: { path, maker, tool } });
}

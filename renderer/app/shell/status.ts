import { bytesText } from '../../../shared/domain/amounts.ts';
import type { JournalVerification } from '../../../shared/domain/journal.ts';
import type { RunningDump } from '../../../shared/domain/running-dump.ts';
import type { RunningImport } from '../../../shared/import/running-import.ts';
import type { RunningOperation } from '../../../shared/plans/running-operation.ts';
import type { State } from '../../ui/feedback/StateDot.tsx';
import type { Loaded } from '../../ui/loaded.ts';

/** `Switch over to db2: step 5 of 12`, or that it waits for an answer. */
export function runningText(running: RunningOperation): string {
  if (running.question !== null) return `${running.title}: waits for your answer`;
  if (running.undoing !== null) return `${running.title}: being undone`;
  const ended = running.steps.filter((step) => step.state === 'proved' || step.state === 'skipped').length;
  return `${running.title}: step ${Math.min(ended + 1, running.steps.length)} of ${running.steps.length}`;
}

/** `imports shop.sql into db2: 43 %`; file and server by their names. */
export function importLineText({ progress, stopping }: RunningImport, file: string, server: string): string {
  const what = `imports ${file} into ${server}`;
  if (stopping) return `${what}: stopping`;
  if (progress === null) return what;
  const { phase, readBytes, storedBytes } = progress;
  if (phase !== 'rows') return `${what}: the last keys`;
  return storedBytes === null || storedBytes === 0
    ? what
    : `${what}: ${Math.min(100, Math.floor((readBytes / storedBytes) * 100))} %`;
}

/** `dumps db2: 12.3 MB`; the server by its name. */
export function dumpLineText({ progress, stopping }: RunningDump, server: string): string {
  if (stopping) return `dumps ${server}: cancelling`;
  return progress?.phase === 'dumping' ? `dumps ${server}: ${bytesText(progress.bytes)}` : `dumps ${server}`;
}

/** The journal's chain in a word, and how bad that is. */
export function journalStateOf(result: Loaded<JournalVerification>): { readonly state: State; readonly text: string } {
  switch (result.kind) {
    case 'loading':
      return { state: 'idle', text: 'journal' };
    case 'failed':
      return { state: 'bad', text: 'journal can’t be read' };
    case 'ready':
      return result.value.ok
        ? { state: 'ok', text: 'journal verified' }
        : { state: 'bad', text: `journal broken at entry ${result.value.problem?.sequence ?? '?'}` };
  }
}

import { durationText } from '../../../shared/domain/amounts.ts';
import type { RunningImport, UnfinishedImport } from '../../../shared/import/running-import.ts';

/** The last part of a path, of either kind of machine. */
export function fileName(path: string): string {
  return path.trim().split(/[/\\]/).at(-1) ?? '';
}

/** How far a running import is: `43 %, 3 min to read`. */
export function progressText({ progress, stopping }: RunningImport): string {
  if (stopping) return 'is being stopped';
  if (progress === null) return 'has begun';
  const { readBytes, storedBytes, secondsLeft, phase } = progress;
  if (phase !== 'rows') return 'has been read; keys and what comes last are made';
  if (storedBytes === null || storedBytes === 0) return 'is read';
  const percent = `is read to ${Math.floor((readBytes / storedBytes) * 100)} %`;
  return secondsLeft === null ? percent : `${percent}, ${durationText(secondsLeft)} left to read`;
}

/** How an import that does not run here ended, or seems to have. */
export function standingText(state: UnfinishedImport['state']): string {
  switch (state) {
    case 'running':
      return 'runs in another Signalbox on this machine';
    case 'cut-off':
      return 'was cut off: its Signalbox is gone';
    case 'stopped':
      return 'was stopped by an error';
    case 'cancelled':
      return 'was stopped by somebody';
  }
}

import { hookSucceeded, type HookEnd } from '../../../../shared/domain/hook.ts';
import type { JournaledEntry, OperationEntry } from '../../../../shared/domain/journal.ts';

export type Tone = 'plain' | 'good' | 'bad' | 'warn';

export interface TimelineRow {
  readonly sequence: number;
  readonly at: number; // epoch ms
  /** The plan's node; null for what concerns the whole operation. */
  readonly node: string | null;
  readonly tone: Tone;
  readonly word: string;
  readonly text: string;
  readonly statements: readonly string[];
}

/** An operation's journal as sentences, in the order in which it was written. */
export function timelineOf(entries: readonly JournaledEntry[]): readonly TimelineRow[] {
  return entries.map(({ sequence, at, entry }) => ({ sequence, at, node: entry.node, ...sentenceOf(entry) }));
}

type Sentence = Pick<TimelineRow, 'tone' | 'word' | 'text' | 'statements'>;

function sentenceOf(entry: OperationEntry): Sentence {
  switch (entry.kind) {
    case 'begun':
      return { ...say('plain', 'begun', session(entry.connectionId)), statements: entry.statements };
    case 'value':
      return say('plain', 'read', `${entry.name} = ${JSON.stringify(entry.value)}`);
    case 'proved':
      return say('good', 'proved', `after ${String(entry.ms)} ms`);
    case 'unknown':
      return say('warn', 'unknown', entry.message);
    case 'failed':
      return say('bad', 'failed', entry.message);
    case 'undo-begun':
      return { ...say('warn', 'undo begun', session(entry.connectionId)), statements: entry.statements };
    case 'undone':
      return say('good', 'undone', `proved after ${String(entry.ms)} ms`);
    case 'undo-failed':
      return say('bad', 'undo failed', entry.message);
    case 'left-behind':
      return say('warn', 'left behind', `${entry.server}: ${entry.reason} ${entry.wayOut}`);
    case 'sessions':
      return say(
        'plain',
        'sessions',
        entry.sessions.map(({ server, connectionId }) => `${server} #${String(connectionId)}`).join(', '),
      );
    case 'resumed':
      return say('warn', 'resumed', `to ${entry.way} it, by process ${String(entry.program.pid)}`);
    case 'released':
      return say('warn', 'given back', entry.because);
    case 'hook-ended':
      return say(
        hookSucceeded(entry.end) ? 'good' : 'bad',
        'hook ended',
        [`${endOf(entry.end)} after ${String(entry.ms)} ms`, entry.output].filter((text) => text !== '').join('\n'),
      );
    case 'answered':
      return say('plain', 'answered', entry.choice);
    case 'note':
      return say('plain', 'note', entry.text);
    case 'remark':
      return say('plain', entry.acknowledged ? 'acknowledged' : 'remark', entry.text);
    case 'duty':
      return say(entry.act === 'failed' ? 'bad' : 'warn', `duty ${entry.act}`, entry.text);
  }
}

function say(tone: Tone, word: string, text: string): Sentence {
  return { tone, word, text, statements: [] };
}

function endOf(end: HookEnd): string {
  switch (end.kind) {
    case 'exited':
      return `with ${String(end.code)}`;
    case 'signalled':
      return `by ${end.signal}`;
    case 'timed-out':
      return 'at the end of its time';
    case 'cancelled':
      return 'since the operation was stopped';
    case 'not-started':
      return `before it began: ${end.because},`;
  }
}

function session(connectionId: number | null): string {
  return connectionId === null ? '' : `by session ${String(connectionId)}`;
}

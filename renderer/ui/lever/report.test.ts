import { describe, expect, it } from 'vitest';
import type { OperationResult, StepView } from '../../../shared/plans/outcome.ts';
import { cureInWindow } from './cure-text.ts';
import { outcomeSentence } from './outcome-text.ts';
import { reportMarkdown } from './report.ts';

const step: StepView = {
  id: 'close',
  title: 'Stop writes',
  why: '',
  server: 'db1:3306',
  kind: 'change',
  statements: ['SET GLOBAL\n  read_only = ON'],
  undo: '',
  undoStatements: [],
  withinMs: null,
  marks: null,
  group: null,
  state: 'proved',
  ms: 12,
  detail: 'db1 is closed',
};

const result: OperationResult = {
  outcome: 'done',
  operation: 'op-1',
  leftBehind: [{ server: 'db3:3306', reason: 'It does not answer.', wayOut: 'Re-seed it.' }],
  guards: [
    { code: 'drift', server: null, verdict: 'warn', message: 'Smaller pool.', cure: null, accepted: 'known' },
    { code: 'lag', server: null, verdict: 'pass', message: 'Caught up.', cure: null, accepted: null },
  ],
  steps: [step, { ...step, id: 'open', server: 'db2:3306', title: 'Open', state: 'pending', ms: null, detail: null }],
  writeBlockedMs: 47,
  error: null,
  waysOut: [],
  records: { before: ['r1'], after: [] },
};

const subject = { title: 'Switchover of Shop', cluster: 'shop', done: 'db2 is the {source} now', at: 0 };
const name = (server: string): string => server.replace(':3306', '');
const line = { beforeStep: 'open', text: 'the line' };

describe('the report', () => {
  const report = reportMarkdown({ ...subject, line }, result, name);

  it.each([
    '# Switchover of Shop',
    'db2 is the {source} now; one server was left behind.',
    '- Writes blocked: 47 ms',
    '- Records before: r1',
    '- **db3**: It does not answer. Re-seed it.',
    '- Smaller pool. — “known”',
    '1. **db1** Stop writes — proved, 12 ms',
    '   SET GLOBAL\n     read_only = ON;',
    '*the line*\n\n2. **db2** Open — not run',
  ])('says: %s', (text) => {
    expect(report).toContain(text);
  });

  it('says what a hook ran, on this machine, and what it wrote', () => {
    const command = ['/opt/lb', 'drain it'];
    const hook = { name: 'lb', at: 'before', command, environment: {}, output: 'one\ntwo' } as const;
    const steps: readonly StepView[] = [{ ...step, kind: 'hook', server: null, statements: [], hook }];
    expect(reportMarkdown({ ...subject, line }, { ...result, steps }, name)).toContain(
      `1. **this machine** Stop writes — proved, 12 ms
   db1 is closed
   \`\`\`
   "/opt/lb" "drain it"
   one
   two
   \`\`\``,
    );
  });

  it('leaves out what there is none of', () => {
    expect(report).not.toContain('Ways out');
    expect(report).not.toContain('Caught up.');
  });
});

it.each([
  ['done', 'db2 is the {source} now.'],
  ['refused', 'Refused: a guard said no, and nothing was changed.'],
  ['undone', 'It was undone: everything is as it was before, and that is proved.'],
  ['needs-operator', 'It stopped half-way and needs you: what is so now, and the ways out, are below.'],
] as const)('an operation that is %s is said in a sentence', (outcome, sentence) => {
  expect(outcomeSentence({ ...result, leftBehind: [], outcome }, 'db2 is the {source} now')).toBe(sentence);
});

it('takes the command line’s option out of a cure', () => {
  expect(cureInWindow('Ask for them to be overwritten (--overwrite), or begin by file and offset (--by file).')).toBe(
    'Ask for them to be overwritten, or begin by file and offset.',
  );
  expect(cureInWindow('Have it fenced first by your hooks (--fence).')).toContain('(--fence)');
  expect(cureInWindow('Repair it first, or leave it behind (--leave-behind db3:3306).')).toBe(
    'Repair it first, or leave it behind.',
  );
});

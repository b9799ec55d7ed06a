import { expect, it } from 'vitest';
import { preview, step } from './examples/preview.ts';
import { planDocument, planFileName, sqlOf } from './plan-text.ts';

const name = (server: string): string => server.replace(':3306', '');

it('writes the statements as a script that can be read and run, with the line and the undo in comments', () => {
  const shown = preview({
    steps: [
      step('close', {
        title: 'Stop writes',
        statements: ['SET GLOBAL read_only = ON'],
        undoStatements: ['SET GLOBAL\n  read_only = OFF'],
      }),
      step('open', { server: null, title: 'Open', statements: ['SELECT 1;'] }),
    ],
  });
  expect(sqlOf(shown, name)).toBe(`-- 1. db1: Stop writes
SET GLOBAL read_only = ON;
--   undo: SET GLOBAL read_only = OFF

-- ---- from here undone only while db2 has taken no write ----
-- 2. all servers: Open
SELECT 1;
`);
});

it('writes a hook as a comment', () => {
  const hook = { name: 'lb', at: 'before', command: ['/opt/lb', 'a b'], environment: {}, output: null } as const;
  const shown = preview({ steps: [step('hook', { server: null, title: 'Run hook “lb”', hook })], line: null });
  expect(sqlOf(shown, name)).toBe('-- 1. this machine: Run hook “lb”\n--   program: "/opt/lb" "a b"\n');
});

it('keeps the plan as a document with a schema', () => {
  expect(JSON.parse(planDocument(preview()))).toMatchObject({ schema: 1, planId: 'plan-1', candidate: 'db2:3306' });
});

it.each([
  ['shop', 'db2:3306', 'switchover-shop-to-db2.json'],
  ['Café / EU', '[::1]:3306', 'switchover-Caf-EU-to-1.json'],
])('names the file of %s after cluster and candidate', (cluster, candidate, file) => {
  expect(planFileName(preview({ cluster, candidate }), name)).toBe(file);
});

import { expect, test } from 'vitest';
import type { UnfinishedImport } from '../../../../shared/import/running-import.ts';
import { choiceToResume, missingIn, nothingChosen, requestOf } from './choice.ts';

const chosen = { ...nothingChosen, file: ' /backup/shop.sql.gz ', server: 'db2:3306' };

test.each([
  [{}, 'Name the file first'],
  [{ file: '/backup/shop.sql' }, 'Choose the server first'],
  [{ ...chosen, parallel: '65' }, 'Correct “Connections” first'],
  [{ ...chosen, parallel: 'many' }, 'Correct “Connections” first'],
  [{ ...chosen, skipErrors: '1062;1146' }, 'Correct “Pass over errors” first'],
  [{ ...chosen, skipErrors: '1062, 1146', parallel: '8' }, null],
  [chosen, null],
])('in %j it is missing: %s', (part, missing) => {
  expect(missingIn({ ...nothingChosen, ...part })).toBe(missing);
});

test('what was left empty is left to the engine', () => {
  expect(requestOf('shop', chosen, 'db2:3306')).toEqual({
    cluster: 'shop',
    server: 'db2:3306',
    file: '/backup/shop.sql.gz',
    database: null,
    parallel: null,
    logged: true,
    keepsMarks: true,
    skipErrors: [],
    resume: null,
    analyze: true,
    checksum: false,
    applyGtids: false,
    overwrite: false,
    speed: [],
    accept: [],
  });
  const typed = {
    ...chosen,
    database: ' shop2 ',
    parallel: '8',
    skipErrors: '1062 1146,',
    relaxed: true,
    withoutRedoLog: true,
  };
  expect(requestOf('shop', typed, 'db2:3306')).toMatchObject({
    database: 'shop2',
    parallel: 8,
    skipErrors: [1062, 1146],
    speed: ['durability', 'redo-log'],
  });
});

test('an import that goes on is asked for the same as before, but for what makes the server less safe', () => {
  const unfinished: UnfinishedImport = {
    ...{ importId: 'i1', cluster: 'shop', server: 'db2:3306', file: '/backup/shop.sql', database: null },
    ...{ logged: false, overwrite: true, startedAt: 1, state: 'cut-off' },
    asked: { parallel: 8, skipErrors: [1062, 1146], analyze: false, checksum: true, applyGtids: true },
  };
  const choice = choiceToResume(unfinished);
  expect(missingIn(choice)).toBeNull();
  expect(requestOf('shop', choice, 'db2:3306')).toEqual({
    ...{ cluster: 'shop', server: 'db2:3306', file: '/backup/shop.sql', database: null, resume: 'i1' },
    ...{ logged: false, overwrite: true, keepsMarks: true, speed: [], accept: [] },
    ...unfinished.asked,
  });
  expect(choiceToResume({ ...unfinished, asked: null })).toMatchObject({
    parallel: '',
    analyze: true,
    checksum: false,
  });
});

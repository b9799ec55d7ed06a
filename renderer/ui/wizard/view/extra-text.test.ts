import { expect, test } from 'vitest';
import type { GuardResult } from '../../../../shared/guards/verdict.ts';
import type { RejoinPreview } from '../../../../shared/plans/rejoin-view.ts';
import { guard } from '../model/examples/preview.ts';
import { extraText } from './extra-text.ts';

const preview = (guards: readonly GuardResult[], extra: RejoinPreview['extra']): RejoinPreview =>
  ({ kind: 'rejoin', server: 'old', source: 'new', guards, extra }) as unknown as RejoinPreview;
const tables = [{ table: 'app.marks', rows: 1 }];

test.for([
  ['nothing when it was not asked', preview([], null), null],
  ['that it has nothing', preview([guard('extra-transactions', 'pass')], { transactions: 0, tables: [] }), true],
  ['that it can’t be told', preview([guard('extra-transactions', 'block', { message: 'unread' })], null), 'unread'],
  [
    'how many there are',
    preview([guard('extra-transactions', 'block')], { transactions: 2, tables }),
    'Its log holds 2 transactions that new never got. They are nowhere but on old: keep it as it is until they were looked at.',
  ],
] as const)('says %s', ([, shown, expected]) => {
  const text = extraText(shown);
  if (expected === null) expect(text).toBeNull();
  else if (expected === true) expect(text).toMatchObject({ none: true });
  else expect(text).toMatchObject({ none: false, sentence: expected });
});

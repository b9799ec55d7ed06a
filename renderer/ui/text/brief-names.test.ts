import { expect, it } from 'vitest';
import { briefNames } from './brief-names.ts';

it.each([
  [
    ['db-1-orders-and-payments', 'db-17-orders-and-payments'],
    ['db-1', 'db-17'],
  ],
  [
    ['orders-and-payments-db1', 'orders-and-payments-db20'],
    ['…db1', '…db20'],
  ],
  [
    ['db1', 'db2'],
    ['db1', 'db2'],
  ],
  [
    ['orders-payments', 'orders-payments-reporting'],
    ['…payments', '…payments-reporting'],
  ],
  [['alone-on-the-map'], ['alone-on-the-map']],
])('%s are %s', (names, brief) => {
  expect(briefNames(names)).toEqual(brief);
});

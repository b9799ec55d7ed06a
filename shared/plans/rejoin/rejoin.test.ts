import { describe, expect, test } from 'vitest';
import { stepsOf } from '../plan.ts';
import { exampleVariants } from '../switchover/example-input.ts';
import { exampleRejoin } from './example-input.ts';
import { buildRejoin } from './rejoin.ts';

describe.each(exampleVariants)('a rejoin on $name', (variant) => {
  const ids = stepsOf(buildRejoin(exampleRejoin(variant), 'f').nodes).map(({ id }) => id);

  test('names each step once', () => {
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('closes it again between its attachment and its start, as a restart may have opened it', () => {
    const places = ['attach-source', 'keep-closed:db1:3306', 'still-nothing-extra', 'start-source'].map((id) =>
      ids.indexOf(id),
    );
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((one, other) => one - other));
  });
});

import { expect, test } from 'vitest';
import { Vigil } from './vigil.ts';

function clocks() {
  const at = { now: 1_000_000, monotonic: 500 };
  return {
    at,
    vigil: new Vigil({ now: () => at.now, monotonic: () => at.monotonic }),
    pass: (ms: number): void => {
      at.now += ms;
      at.monotonic += ms;
    },
  };
}

test('a program that runs has missed nothing', () => {
  const { vigil, pass } = clocks();
  for (let beat = 0; beat < 20; beat += 1) {
    pass(1000);
    vigil.beat();
  }
  pass(4000);
  expect(vigil.takeMissed()).toBe(0);
});

test('a machine that slept: time went on, the monotonic clock did not', () => {
  const { vigil, at } = clocks();
  at.now += 60_000;
  expect(vigil.takeMissed()).toBe(60_000);
  expect(vigil.takeMissed()).toBe(0);
});

test('a process that was stopped: its beat is late', () => {
  const { vigil, pass } = clocks();
  pass(8000);
  expect(vigil.takeMissed()).toBe(7000);
});

test('a pause between two questions is remembered although it beats again', () => {
  const { vigil, pass, at } = clocks();
  at.now += 3_600_000;
  for (let beat = 0; beat < 5; beat += 1) {
    pass(1000);
    vigil.beat();
  }
  expect(vigil.takeMissed()).toBe(3_600_000);
});

test('a clock that was set back', () => {
  const { vigil, at } = clocks();
  at.now -= 10_000;
  expect(vigil.takeMissed()).toBe(10_000);
});

import { expect, it } from 'vitest';
import type { HostMessage } from '../../shared/ipc/wire.ts';
import { eventKey } from './event-key.ts';
import { createOutbox } from './outbox.ts';
import { step, topology } from './testing/scene.ts';

function outboxFor(stream: string) {
  const sent: HostMessage[] = [];
  return { sent, outbox: createOutbox(7, (message) => sent.push(message), eventKey(stream)) };
}

it('sends the first event at once and the rest in one batch after the acknowledgement', () => {
  const { sent, outbox } = outboxFor('yard.up');
  for (const event of ['a', 'b', 'c']) outbox.push(event);
  expect(sent).toEqual([{ kind: 'events', id: 7, events: ['a'] }]);
  outbox.acknowledged();
  expect(sent.slice(1)).toEqual([{ kind: 'events', id: 7, events: ['b', 'c'] }]);
  outbox.acknowledged();
  expect(sent).toHaveLength(2);
});

it('keeps only the newest topology for a slow window', () => {
  const { sent, outbox } = outboxFor('topology.watch');
  for (const readAt of [1, 2, 3, 4]) outbox.push(topology(readAt));
  outbox.acknowledged();
  expect(sent.slice(1)).toEqual([{ kind: 'events', id: 7, events: [topology(4)] }]);
});

it('keeps every state a step went through', () => {
  const { sent, outbox } = outboxFor('operation.run');
  const events = [
    { kind: 'note', text: 'n' },
    { kind: 'step', step: step('a', 'running') },
    { kind: 'step', step: { ...step('a', 'running'), detail: 'newer' } },
    { kind: 'step', step: step('a', 'proved') },
  ];
  for (const event of events) outbox.push(event);
  outbox.acknowledged();
  expect(sent.slice(1)).toEqual([{ kind: 'events', id: 7, events: events.slice(2) }]);
});

it('sends what waits before the end, without an acknowledgement', () => {
  const { sent, outbox } = outboxFor('yard.up');
  outbox.push('a');
  outbox.push('b');
  outbox.end(null);
  expect(sent.slice(1)).toEqual([
    { kind: 'events', id: 7, events: ['b'] },
    { kind: 'end', id: 7, error: null },
  ]);
});

it('says so when too much waits', () => {
  const { outbox } = outboxFor('yard.up');
  const taken = Array.from({ length: 5_002 }, (_, index) => outbox.push(index));
  expect(taken.slice(0, -1).every(Boolean)).toBe(true);
  expect(taken.at(-1)).toBe(false);
});

import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createHandlers } from '../../../electron/ipc/create-handlers.ts';
import type { OperationEvent } from '../../../shared/plans/operation-event.ts';
import { overBrowser, type BrowserBridge } from '../../kit/bridge/over-browser.ts';
import { startEngine, testCluster, type TestEngine } from '../../kit/engine.ts';
import { describeOn } from '../../kit/families.ts';
import { startTopology, type Topology } from '../../kit/topology.ts';

await describeOn('mariadb', 'a switchover whose window loses its connection', () => {
  let topology: Topology;
  let signalbox: TestEngine;
  let window: BrowserBridge;
  beforeAll(async () => {
    topology = await startTopology({ family: 'mariadb', positions: 'gtid', replicas: 2 });
    signalbox = await startEngine(topology, { configuration: 'ask_to_move_application: true' });
    const { engine } = signalbox;
    window = await overBrowser(
      createHandlers(engine, { version: '1', host: 'browser', opening: 'start', log: vi.fn() }),
    );
  });
  afterAll(async () => {
    await window.close();
    await signalbox.stop();
    await topology.stop();
  });

  test('goes on, is found again with its open question, and ends as it would have', async () => {
    const { bridge } = window;
    const [target] = topology.replicas;
    if (target === undefined) throw new Error('The topology has no replica.');
    const request = { cluster: testCluster, to: target.address, leaveBehind: [], accept: [] };
    const { planId } = await bridge.call('switchover.preview', request);
    const events: OperationEvent[] = [];
    const closed = vi.fn();
    bridge.stream(
      'operation.run',
      { planId: planId ?? '', accept: [], confirm: testCluster },
      { event: (event) => void events.push(event), closed },
    );

    const answered = new Set<string>();
    while (closed.mock.calls.length === 0) {
      const question = await nextQuestion(events, answered, closed);
      if (question === null) break;
      window.drop();
      events.length = 0;
      await vi.waitFor(() => expect(events[0]).toMatchObject({ kind: 'started' }), { timeout: 15_000 });
      await vi.waitFor(() => expect(events).toContainEqual(question), { timeout: 15_000 });
      const [running] = await bridge.call('operation.running', {});
      expect(running?.question?.step).toBe(question.step);
      answered.add(question.step);
      const choice = question.choices[0]?.id ?? '';
      await bridge.call('operation.answer', { operation: running?.operation ?? '', step: question.step, choice });
    }

    expect(answered.size).toBeGreaterThan(0);
    expect(closed).toHaveBeenCalledWith(null);
    const finished = events.at(-1);
    expect(finished).toMatchObject({ kind: 'finished', result: { outcome: 'done', error: null, leftBehind: [] } });
    expect(await target.value('SELECT @@global.read_only')).toBe(0);
    expect(await topology.source.value('SELECT @@global.read_only')).toBe(1);
    const operations = signalbox.engine
      .journalItems({ cluster: testCluster, limit: 100, before: null })
      .filter((item) => item.kind === 'operation');
    expect(operations).toMatchObject([{ operation: { outcome: 'done' } }]);
  });
});

type Question = Extract<OperationEvent, { kind: 'question' }>;

/** null when the operation ended without another one. */
async function nextQuestion(
  events: readonly OperationEvent[],
  answered: ReadonlySet<string>,
  closed: ReturnType<typeof vi.fn>,
): Promise<Question | null> {
  const open = (): Question | undefined =>
    events.find((event): event is Question => event.kind === 'question' && !answered.has(event.step));
  await vi.waitFor(() => expect(open() !== undefined || closed.mock.calls.length > 0).toBe(true), { timeout: 40_000 });
  return open() ?? null;
}

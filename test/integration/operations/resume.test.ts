import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { OperationResult } from '../../../shared/plans/outcome.ts';
import { assertAcknowledgedWritesExist } from '../../kit/acknowledged-writes.ts';
import { ContinuousWriter } from '../../kit/continuous-writer.ts';
import { startEngine, type TestEngine } from '../../kit/engine.ts';
import { describeOn } from '../../kit/families.ts';
import { startTopology, type Topology } from '../../kit/topology.ts';
import { writableOverlaps } from '../../kit/writable-overlap.ts';
import { WriteProber } from '../../kit/write-prober.ts';

const script = fileURLToPath(new URL('cut-off-program.ts', import.meta.url));
const { signal } = new AbortController();

interface Place {
  readonly family: 'mariadb' | 'mysql';
  readonly positions: 'gtid' | 'file';
  /** Where the program is killed: the entry of the journal after which it is. */
  readonly continued: readonly string[];
  readonly undone: readonly string[];
  readonly pastLine: readonly string[];
}

/** A cross-section: every step is killed by the faults (test/integration/faults). */
const places: readonly Place[] = [
  {
    family: 'mariadb',
    positions: 'gtid',
    continued: ['begun close-source', 'begun open-candidate'],
    undone: ['proved stop-channel'],
    pastLine: ['proved open-candidate'],
  },
  {
    family: 'mariadb',
    positions: 'file',
    continued: [],
    undone: ['begun open-candidate'],
    pastLine: ['begun start:s3'],
  },
  {
    family: 'mysql',
    positions: 'gtid',
    continued: ['proved close-sessions'],
    undone: ['begun open-candidate'],
    pastLine: ['proved attach-source'],
  },
];

for (const { family, positions, continued, undone, pastLine } of places) {
  await describeOn(family, `an operation whose program was killed (${positions})`, () => {
    let topology: Topology;
    let signalbox: TestEngine;
    let writer: ContinuousWriter;
    let prober: WriteProber;
    let programs: ChildProcess[];

    beforeEach(async () => {
      programs = [];
      topology = await startTopology({ family, positions, replicas: 2 });
      signalbox = await startEngine(topology, { seeds: topology.servers.map((server) => server.address) });
      writer = new ContinuousWriter(topology.servers);
      prober = new WriteProber(topology.servers);
      await prober.start();
      await writer.start();
    });
    afterEach(async () => {
      for (const program of programs) program.kill('SIGKILL');
      await signalbox.stop();
      await topology.stop();
    });

    /** A program begins a switchover to s2 and is killed there. Returns the operation's id. */
    async function cutOff(kind: string, node: string, after: 'kill' | 'stop' = 'kill'): Promise<string> {
      const args = [script, signalbox.directory, topology.server('s2').address, kind, node, after];
      const program = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
      programs.push(program);
      const ended = once(program, 'exit').then(() => 'ended');
      const said = once(program.stdout, 'data').then(([text]) => String(text));
      expect(await Promise.race([said, ended])).toBe('there\n');
      if (after === 'kill') await once(program, 'close');
      const [operation] = signalbox.engine.unfinishedOperations(null);
      expect(operation?.living).toBe(after === 'stop');
      return operation?.id ?? '';
    }

    function resume(operation: string, way: 'continue' | 'undo'): Promise<OperationResult> {
      return signalbox.engine.resumeOperation({ operation, way, signal, onEvent: () => undefined });
    }

    async function endsUnder(name: 's1' | 's2'): Promise<void> {
      await writer.progress();
      const writes = await writer.stop();
      expect(writableOverlaps(await prober.stop())).toEqual([]);
      const source = topology.server(name);
      const replicas = topology.servers.filter((server) => server !== source);
      await topology.settle(replicas, source);
      await assertAcknowledgedWritesExist(writes, topology.servers);
      for (const replica of replicas) expect(await replica.value('SELECT @@global.read_only')).toBe(1);
      expect(signalbox.engine.unfinishedOperations(null)).toEqual([]);
    }

    test.each(continued)('before the line, at “%s”: continued to its end', async (moment) => {
      const [kind = '', node = ''] = moment.split(' ');
      const operation = await cutOff(kind, node);
      const state = await signalbox.engine.operationState(operation, signal);
      expect(state).toMatchObject({ living: false, pastLine: false });
      expect(state.ways.filter((way) => way.allowed).map((way) => way.way)).toEqual(['continue', 'undo', 'hand-over']);
      const result = await resume(operation, 'continue');
      expect(result).toMatchObject({ outcome: 'done', leftBehind: [], error: null });
      await endsUnder('s2');
    });

    test.each(undone)('before the line, at “%s”: undone', async (moment) => {
      const [kind = '', node = ''] = moment.split(' ');
      const operation = await cutOff(kind, node);
      const result = await resume(operation, 'undo');
      expect(result).toMatchObject({ outcome: 'undone', error: null, waysOut: [] });
      await endsUnder('s1');
    });

    test.each(pastLine)('past the line, at “%s”: continued to its end', async (moment) => {
      const [kind = '', node = ''] = moment.split(' ');
      const operation = await cutOff(kind, node.replace('s3', topology.server('s3').address));
      await writer.progress();
      const state = await signalbox.engine.operationState(operation, signal);
      expect(state.pastLine).toBe(true);
      expect(state.ways.filter((way) => way.allowed).map((way) => way.way)).toEqual(['continue', 'hand-over']);
      await expect(resume(operation, 'undo')).rejects.toMatchObject({ code: 'way-closed' });
      const result = await resume(operation, 'continue');
      expect(result).toMatchObject({ outcome: 'done', leftBehind: [], error: null });
      await endsUnder('s2');
    });

    if (positions === 'file') return;

    test('a finished one is taken back by a new plan, once: then the cluster has moved on', async () => {
      const there = await signalbox.switchover(topology.server('s2').address);
      expect(there.outcome).toBe('done');
      const operation = there.operation ?? '';
      const { planId, guards } = await signalbox.engine.previewUndo({ operation, accept: [] }, signal);
      expect(guards.filter((guard) => guard.verdict === 'block')).toEqual([]);
      const back = await signalbox.run(planId ?? '');
      expect(back).toMatchObject({ outcome: 'done', leftBehind: [] });
      const again = await signalbox.engine.previewUndo({ operation, accept: [] }, signal);
      expect(again).toMatchObject({ planId: null, runnable: false });
      expect(again.guards.map((guard) => guard.verdict)).toContain('block');
      await endsUnder('s1');
    });

    if (family === 'mysql') return;

    test('while its program lives nobody else may have it, and nothing else may begin', async () => {
      const operation = await cutOff('proved', 'record-before', 'stop');
      await expect(resume(operation, 'continue')).rejects.toMatchObject({ code: 'operation-in-progress' });
      await writer.stop();
      await prober.stop();
    });
  });
}

import type { DeathEvidence, ReplicaWitness } from '../../domain/evidence.ts';
import type { FactsByServer, ServerFacts } from '../../domain/facts.ts';
import { exampleInput, type ExampleVariant } from '../switchover/example-input.ts';
import type { FailoverInput } from './input.ts';
import type { FailoverQuestion } from './guards.ts';
import { lossBound } from './loss.ts';

const source = 'db1:3306';

/** db1 is gone; db2 takes over; db3 follows, and by file and offset has received less; db4 stopped with an error. */
export function exampleFailover(variant: ExampleVariant): FailoverInput {
  const input = exampleInput(variant);
  const facts = new Map(input.facts);
  facts.set(source, {
    server: source,
    aliases: [],
    readings: { status: { ok: false, code: 'server-unreachable', message: 'nothing listens there', readAt: 0 } },
  });
  return {
    ...input,
    facts: variant.positioning === 'file' ? withMore(facts, 'db2:3306') : facts,
    recorded: ['db2:3306', 'db3:3306', 'db4:3306'],
    left: [
      {
        server: 'db4:3306',
        reason: 'It was not touched, since its SQL thread stopped with error 1062.',
        wayOut: 'Repair it, then point it at db2:3306.',
      },
    ],
    gone: true,
    wasPair: false,
    evidence: exampleEvidence(),
    loss: lossBound(null, null, false, 0),
    salvage: null,
    fenceFirst: false,
    dutyHours: 24,
  };
}

/** Its receiver came further than the others'. */
function withMore(facts: FactsByServer, server: string): FactsByServer {
  const of = facts.get(server);
  const status = of?.readings.status;
  if (of === undefined || status?.ok !== true) return facts;
  const channels = status.value.channels.map((channel) => ({
    ...channel,
    received: { ...channel.received, offset: channel.received.offset + 500 },
  }));
  const more: ServerFacts = {
    ...of,
    readings: { ...of.readings, status: { ...status, value: { ...status.value, channels } } },
  };
  return new Map([...facts, [server, more]]);
}

export function exampleEvidence(): DeathEvidence {
  const witness = (server: string): ReplicaWitness => ({
    server,
    channel: '',
    io: 'connecting',
    ioError: { number: 2003, message: 'Can’t connect' },
    received: { file: 'binlog.000001', offset: 4 },
    heartbeats: 7,
    heard: false,
    silentS: 12,
    heartbeatPeriodS: 30,
    netTimeoutS: 60,
  });
  const layers = [
    { layer: 'name', answer: 'yes', said: '', ms: null },
    { layer: 'tcp', answer: 'no', said: `${source} can’t be reached: nothing listens on that port.`, ms: 1 },
    { layer: 'greeting', answer: 'not-tried', said: '', ms: null },
    { layer: 'login', answer: 'not-tried', said: '', ms: null },
    { layer: 'query', answer: 'not-tried', said: '', ms: null },
  ] as const;
  const because = 'it has lost it and can’t connect again (2003: Can’t connect).';
  return {
    source,
    probe: { server: source, reach: 'silent', layers },
    witnesses: ['db2:3306', 'db3:3306'].map((server) => ({
      ...witness(server),
      testimony: { says: 'lost', because: `${server}: ${because}` },
    })),
    unreachable: [],
    conclusion: {
      kind: 'dead',
      because: `${source} can’t be reached; 2 of 2 {replicas} have lost it or hear nothing.`,
    },
  };
}

/** What is asked of that. */
export function exampleQuestion(variant: ExampleVariant): FailoverQuestion {
  const { shape, cluster, facts } = exampleFailover(variant);
  return {
    shape: { ...shape, leaveBehind: ['db4:3306'] },
    cluster,
    facts,
    evidence: exampleEvidence(),
    loss: lossBound(null, null, false, 0),
    salvage: null,
    fence: false,
    left: [{ server: 'db4:3306', channel: '' }],
    dutyHours: 24,
  };
}

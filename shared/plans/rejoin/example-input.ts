import type { FactsByServer } from '../../domain/facts.ts';
import { exampleInput, type ExampleVariant } from '../switchover/example-input.ts';
import type { RejoinQuestion } from './guards.ts';
import type { RejoinInput } from './input.ts';

const server = 'db1:3306';

/** db1 was the source and is back, open; db2 took over. */
export function exampleRejoin(variant: ExampleVariant): RejoinInput {
  const input = exampleInput(variant);
  const [channel] = input.facts.get('db3:3306')?.readings.status?.ok === true ? channelsOf(input.facts) : [];
  return {
    ...input,
    cluster: { ...input.cluster, askToMoveApplication: false },
    shape: { ...input.shape, candidate: 'db2:3306', followers: [] },
    ...(channel === undefined ? {} : { mirror: { channel, server: 'db3:3306' } }),
    extra: { kind: 'none', text: 'Its log has no transactions above.' },
    readUpTo: { file: 'binlog.000002', offset: 157, gtid: null },
    goesOn: variant.positioning === 'file' ? { file: 'binlog.000001', offset: 1204 } : null,
  };
}

function channelsOf(facts: FactsByServer) {
  const status = facts.get('db3:3306')?.readings.status;
  return status?.ok === true ? status.value.channels : [];
}

/** What is asked of that. */
export function exampleQuestion(variant: ExampleVariant): RejoinQuestion {
  const { shape, cluster, facts, extra } = exampleRejoin(variant);
  return {
    server,
    source: shape.candidate,
    positioning: variant.positioning,
    cluster,
    facts,
    extra,
    user: 'repl',
    sourceHosts: ['db2'],
  };
}

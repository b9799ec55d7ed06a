import { factOf, type FactsByServer, type ServerFacts } from '../../domain/facts.ts';
import {
  exampleInput as switchoverExample,
  exampleVariants,
  type ExampleVariant,
} from '../switchover/example-input.ts';
import type { AttachInput } from './input.ts';
import type { AttachQuestion } from './guards.ts';
import type { Start } from './start.ts';

const server = 'db4:3306';
const uuid = '3e11fa47-71ca-11e1-9e33-c80aa9429562';

export const attachExamples: readonly ExampleVariant[] = exampleVariants;

/** db4 was filled from a dump and follows nobody; db1 has db2 and db3 under it. */
export function exampleAttach(variant: ExampleVariant, more: Partial<AttachInput> = {}): AttachInput {
  const { cluster, facts, commands, recorded } = switchoverExample(variant);
  return {
    cluster: { ...cluster, askToMoveApplication: false },
    server,
    to: 'db1:3306',
    address: { host: 'db1', port: 3306 },
    start: startOf(variant),
    because: 'as the head of shop.sql.gz says (what it had executed of its {source})',
    dropsOwnLog: false,
    withFilters: false,
    facts: withFresh(facts),
    commands,
    recorded: [...recorded, server],
    ...more,
  };
}

/** What is asked of that. */
export function exampleAttachQuestion(variant: ExampleVariant): AttachQuestion {
  const { start, because, ...input } = exampleAttach(variant);
  const position = start.kind === 'file' ? start.position : null;
  return {
    ...input,
    decision: { kind: 'known', start, owner: { kind: 'to' }, because },
    afterImport: null,
    evidence: {
      place: position === null ? null : { position, kind: 'boundary', text: 'the start of a transaction' },
      firstGtid: null,
    },
  };
}

function startOf({ positioning, version }: ExampleVariant): Start {
  if (positioning === 'file') return { kind: 'file', position: { file: 'binlog.000001', offset: 1204 } };
  return { kind: 'gtid', gtid: version.includes('MariaDB') ? '0-1-3' : `${uuid}:1-77` };
}

/** db3 without its channel, and open. */
function withFresh(facts: FactsByServer): FactsByServer {
  const like = facts.get('db3:3306');
  const [identity, status] = [factOf(like, 'identity'), factOf(like, 'status')];
  if (like === undefined || identity === undefined || status === undefined) throw new Error('db3 is in the example');
  const superReadOnly = status.superReadOnly === null ? null : false;
  const fresh: ServerFacts = {
    server,
    aliases: [],
    readings: {
      ...like.readings,
      identity: { ok: true, readAt: 0, value: { ...identity, serverId: 4, hostname: 'db4' } },
      status: { ok: true, readAt: 0, value: { ...status, channels: [], readOnly: false, superReadOnly } },
    },
  };
  return new Map([...facts, [server, fresh]]);
}

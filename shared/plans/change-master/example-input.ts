import { factOf } from '../../domain/facts.ts';
import { exampleInput as switchoverExample, type ExampleVariant } from '../switchover/example-input.ts';
import type { GoesOn } from '../repoint/repoint-input.ts';
import type { Evidence } from './evidence.ts';
import type { ChangeMasterInput } from './input.ts';
import { takeover } from './meeting.ts';
import { readChangeMasterShape } from './shape.ts';

export interface ChangeMasterExample {
  readonly name: string;
  readonly on: ExampleVariant;
  readonly to: 'db1' | 'db2';
  readonly goesOn: GoesOn;
}

const mariadb = '10.11.18-MariaDB';

export const changeMasterExamples: readonly ChangeMasterExample[] = [
  {
    name: 'the same server by another name, by file and offset',
    on: { name: 'MariaDB by file and offset', version: mariadb, positioning: 'file' },
    to: 'db1',
    goesOn: { kind: 'stop-point' },
  },
  {
    name: 'another server, MySQL 9.7 by GTID',
    on: { name: 'MySQL 9.7 by GTID', version: '9.7.4', positioning: 'auto-position' },
    to: 'db2',
    goesOn: { kind: 'gtid', positioning: 'auto-position' },
  },
  {
    name: 'another replica of the same master, by file and offset',
    on: { name: 'MariaDB by file and offset', version: mariadb, positioning: 'file' },
    to: 'db2',
    goesOn: { kind: 'value', name: takeover },
  },
];

export const noEvidence: Evidence = {
  executed: null,
  typed: null,
  firstGtid: null,
  recorded: null,
  promotion: null,
  tail: null,
};

/** db3 replicates from db1, beside db2; its channel is pointed at db1 under another name, or at db2. */
export function changeMasterInput({ on, to, goesOn }: ChangeMasterExample): ChangeMasterInput {
  const { cluster, facts, commands, recorded } = switchoverExample(on);
  const channel = factOf(facts.get('db3:3306'), 'status')?.channels[0];
  if (channel === undefined) throw new Error('db3 replicates in the example');
  const address = { host: to === 'db1' ? 'db1.internal' : to, port: 3306 };
  return {
    cluster,
    shape: readChangeMasterShape(facts, 'db3:3306', channel, `${to}:3306`, address),
    facts,
    evidence: noEvidence,
    goesOn,
    because: 'where it is proved',
    tls: null,
    commands,
    recorded,
  };
}

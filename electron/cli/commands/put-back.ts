import type { Command } from 'commander';
import { SignalboxError } from '../../../shared/domain/errors.ts';
import type { Restore } from '../../../shared/plans/put-back-view.ts';
import type { Engine } from '../../engine/engine.ts';
import type { Answer } from '../answer.ts';
import { carryOut } from '../carry-out.ts';
import type { Invocation } from '../invocation.ts';
import { acceptancesOf, planOptions, type PlanOptions } from '../plan-options.ts';
import type { Act } from './act.ts';

interface Options extends PlanOptions {
  readonly channel?: string;
  readonly with?: string;
  readonly errorLog?: string;
}

export function putBack(parent: Command, act: Act): void {
  const command = parent
    .command('put-back')
    .description('put a {replica} back to where a record says that it stood, once that is proved')
    .argument('<record>')
    .option('--channel <name>', 'which channel; may be left out where the record has one')
    .option('--with <what>', 'what else of the record: source,delay,tls,threads,read-only')
    .option('--error-log <file>', 'a copy of the {replica}’s error log, which may say where it stopped');
  planOptions(command).action(
    act((invocation, record: string, options: Options) =>
      invocation.withEngine((engine) => run(engine, invocation, record, options)),
    ),
  );
}

async function run(engine: Engine, invocation: Invocation, record: string, options: Options): Promise<Answer> {
  const request = {
    cluster: null,
    record,
    channel: options.channel ?? null,
    restore: restoreOf(options.with ?? ''),
    ...(options.errorLog === undefined ? {} : { errorLog: options.errorLog }),
    accept: acceptancesOf(options),
  };
  const preview = await engine.previewPutBack(request, invocation.signal);
  return carryOut(preview, request.accept, options, engine, invocation);
}

const names = ['source', 'filters', 'delay', 'tls', 'threads', 'read-only'] as const;

function restoreOf(text: string): Restore {
  const wanted = text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const unknown = wanted.find((name) => !names.some((known) => known === name));
  if (unknown !== undefined)
    throw new SignalboxError('bad-usage', `“${unknown}” can’t be put back; --with takes ${names.join(', ')}.`);
  const has = (name: (typeof names)[number]): boolean => wanted.includes(name);
  return {
    source: has('source'),
    filters: has('filters'),
    delay: has('delay'),
    tls: has('tls'),
    threads: has('threads'),
    readOnly: has('read-only'),
  };
}

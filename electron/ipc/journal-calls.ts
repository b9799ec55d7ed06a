import type { Engine } from '../engine/engine.ts';
import type { CallHandlers } from './handlers.ts';

type Names = 'records.take' | 'journal.list' | 'journal.record' | 'journal.operation' | 'journal.verify';

export function journalCalls(engine: Engine): CallHandlers<Names> {
  return {
    'records.take': async ({ cluster, servers, note }, { signal }) => {
      const { records, unreachable } = await engine.record(cluster, servers, note, signal);
      return { records: [...records], unreachable: [...unreachable] };
    },
    'journal.list': (filter) => [...engine.journalItems(filter)],
    'journal.record': ({ id }) => engine.journalRecord(id),
    'journal.operation': ({ id }) => engine.journalOperation(id),
    'journal.verify': () => engine.verifyJournal(),
  };
}

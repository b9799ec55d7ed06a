import type { GuardResult } from '../../../../shared/guards/verdict.ts';
import type { DumpModel, QualifiedName } from '../dump/dump-model.ts';
import * as abilities from './questions/abilities.ts';
import * as accounts from './questions/accounts.ts';
import * as coordinates from './questions/coordinates.ts';
import * as dump from './questions/dump-itself.ts';
import * as existing from './questions/existing.ts';
import * as names from './questions/names.ts';
import { overwrittenTables } from './questions/in-the-way.ts';
import type { Ask, ImportCase, ImportGuard, ImportQuestion } from './questions/question.ts';
import * as role from './questions/role.ts';
import * as speed from './questions/speed.ts';
import { nameKeyOf } from './same-name.ts';
import type { TargetFacts } from './target-facts.ts';

export type { ImportQuestion } from './questions/question.ts';

/** Every question, and whether it is about the target or the dump alone. */
const questions: Readonly<Record<ImportGuard, { readonly about: 'target' | 'dump'; readonly ask: Ask }>> = {
  'import-dump-complete': { about: 'dump', ask: dump.complete },
  'import-dump-kind': { about: 'dump', ask: dump.kind },
  'import-order': { about: 'dump', ask: dump.order },
  'import-origin': { about: 'target', ask: dump.origin },
  'import-system-schema': { about: 'target', ask: dump.systemSchema },
  'import-coordinates': { about: 'dump', ask: coordinates.coordinates },
  'import-gtids': { about: 'target', ask: coordinates.gtids },
  'import-database': { about: 'dump', ask: names.database },
  'import-database-missing': { about: 'target', ask: names.databaseMissing },
  'import-names-case': { about: 'target', ask: names.namesCase },
  'import-table-exists': { about: 'target', ask: existing.tableExists },
  'import-table-missing': { about: 'target', ask: existing.tableMissing },
  'import-rows-dropped': { about: 'target', ask: existing.rowsDropped },
  'import-rows-added': { about: 'target', ask: existing.rowsAdded },
  'import-running-replica': { about: 'target', ask: role.runningReplica },
  'import-read-only': { about: 'target', ask: role.readOnly },
  'import-production-master': { about: 'target', ask: role.productionMaster },
  'import-logged': { about: 'target', ask: role.logged },
  'import-durability': { about: 'target', ask: speed.durability },
  'import-redo-log': { about: 'target', ask: speed.redoLog },
  'import-engines': { about: 'target', ask: abilities.engines },
  'import-charsets': { about: 'target', ask: abilities.charsets },
  'import-packet': { about: 'target', ask: abilities.packet },
  'import-disk': { about: 'target', ask: abilities.disk },
  'import-privileges': { about: 'target', ask: accounts.privileges },
  'import-definers': { about: 'target', ask: accounts.definers },
  'import-resumable': { about: 'target', ask: existing.resumable },
  'import-primary-keys': { about: 'dump', ask: dump.primaryKeys },
};

/**
 * All answers of the preflight, those that pass too, in the order of the questions. Questions that do not arise are left
 * out; nothing is accepted yet. docs/import.md says what each asks.
 */
export function judgeImport(model: DumpModel, target: TargetFacts, question: ImportQuestion): readonly GuardResult[] {
  const asked = caseOf(model, target, question);
  return Object.entries(questions).flatMap(([code, { about, ask }]) => {
    const verdict = ask(asked);
    return verdict === null
      ? []
      : [{ ...verdict, code, server: about === 'target' ? question.server : null, accepted: null }];
  });
}

/** Tables that are in the way and that the import drops itself, as the question asks; as the dump names them. */
export function overwrittenBy(
  model: DumpModel,
  target: TargetFacts,
  question: ImportQuestion,
): readonly QualifiedName[] {
  return overwrittenTables(caseOf(model, target, question));
}

function caseOf(model: DumpModel, target: TargetFacts, question: ImportQuestion): ImportCase {
  return { model, target, question, key: nameKeyOf(target.settings) };
}

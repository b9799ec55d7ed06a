import { block, loss, pass, warn } from '../../../../../shared/guards/guard.ts';
import { settingInWords } from '../../../../../shared/import/changed-settings.ts';
import { settingChanges } from '../../settings/setting-changes.ts';
import { schemasOf } from '../destinations.ts';
import { listed } from '../in-words.ts';
import type { Ask, ImportCase } from './question.ts';

const ofTheServer = ['mysql', 'sys', 'information_schema', 'performance_schema', 'signalbox_import'];

/** Asked for: what does it mean that commits are not flushed one by one? */
export const durability: Ask = ({ target: { server, settings }, question: { speed } }) => {
  if (!speed.includes('durability')) return null;
  const changes = settingChanges(['durability'], settings);
  if (changes.length === 0) return pass(`${server} does not flush commits one by one now either: nothing is changed.`);
  const words = changes.map(({ name, before, during }) => `${settingInWords(name, during)} (now ${before})`).join(', ');
  return warn(
    `While rows are loaded, for all of ${server}: ${words}. If its machine goes down meanwhile, the last second of what was committed can be lost, in every database, and {replicas} may have more than it.`,
    'Import when nobody else writes there, or leave the settings alone.',
  );
};

/** Asked for: what does it mean that there is no redo log? */
export const redoLog: Ask = (asked) => {
  const { server, settings } = asked.target;
  if (!asked.question.speed.includes('redo-log')) return null;
  if (settings.redoLog === null)
    return block(`${server} can’t switch its redo log off: MySQL can from 8.0.21 on.`, 'Leave the redo log on.');
  const crash = `While rows are loaded ${server} has no redo log: if it is killed or its machine goes down meanwhile, it does not start any more, and everything on it is lost, accounts too`;
  const others = otherDatabases(asked);
  return others.length === 0
    ? warn(`${crash}.`, 'Only with a server that is made anew in a moment; else leave the redo log on.')
    : loss(
        `${crash}, and ${listed(others)}, which this import is not about.`,
        'Leave the redo log on, or import into a server that has nothing else.',
      );
};

function otherDatabases({ model, target, question, key }: ImportCase): readonly string[] {
  const own = new Set([...ofTheServer, ...schemasOf(model, question.database)].map(key));
  return target.databases.filter((schema) => !own.has(key(schema)));
}

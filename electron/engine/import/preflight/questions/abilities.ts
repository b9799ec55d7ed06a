import { block, pass, warn } from '../../../../../shared/guards/guard.ts';
import { bytesInWords, listed, nameInWords, verb } from '../in-words.ts';
import type { TargetFacts } from '../target-facts.ts';
import type { Ask } from './question.ts';

const largestPacket = 1_073_741_824; // bytes: the largest value of max_allowed_packet
const packetStep = 1024; // bytes: max_allowed_packet is a multiple of it

/** Has it the storage engines? */
export const engines: Ask = ({ model, target }) => {
  const missing = model.engines.filter((engine) => !target.engines.includes(engine));
  if (missing.length === 0) return pass('The target has every storage engine of the dump.');
  const users = model.tables.filter(({ definition }) =>
    missing.some((engine) => definition?.engine?.toLowerCase() === engine),
  );
  return block(
    `The target lacks the storage ${verb(missing.length, 'engine', 'engines')} ${listed(missing)}, of ${listed(users.map(nameInWords))}.`,
    'Load the engine’s plugin there (INSTALL PLUGIN), or change ENGINE= where the dump was made and dump again.',
  );
};

/** Does it know the character sets and collations? */
export const charsets: Ask = ({ model, target }) => {
  const sets = model.charsets.filter((name) => /^\w+$/.test(name) && name !== 'default');
  const missing = [
    ...sets.filter((name) => !knowsCharset(target, name)).map((name) => ({ name, isFatal: false })),
    ...model.collations
      .filter((name) => !knowsCollation(target, name))
      .map((name) => ({ name, isFatal: /_0900_|uca1400/.test(name) })),
  ];
  if (missing.length === 0) return pass('The target knows the character sets and collations of the dump.');
  const names = listed(missing.map(({ name }) => name));
  return missing.some(({ isFatal }) => isFatal)
    ? block(
        `The target does not know ${names}: CREATE TABLE with it fails there.`,
        'Change the collation where the dump was made (utf8mb4_unicode_520_ci is on all) and dump again, or replace the name in the dump.',
      )
    : warn(
        `The target does not know ${names}: statements that name it fail there.`,
        'Replace the name in the dump, or import into a server that knows it.',
      );
};

function knowsCharset({ charsets: there }: TargetFacts, name: string): boolean {
  return twoNamesOf(name).some((each) => there.includes(each));
}

function knowsCollation({ collations: there }: TargetFacts, name: string): boolean {
  return twoNamesOf(name).some((each) => there.includes(each));
}

/** Every server takes utf8 and utf8mb3 for the same, in collations too (seen on MySQL 5.6 and 9.7, MariaDB 10.11). */
function twoNamesOf(name: string): readonly string[] {
  return [name, name.replace(/^utf8(?=_|$)/, 'utf8mb3'), name.replace(/^utf8mb3(?=_|$)/, 'utf8')];
}

/** Does its largest statement fit? */
export const packet: Ask = ({ model, target: { settings } }) => {
  const largest = Math.max(0, ...model.tables.map(({ largestStatement }) => largestStatement));
  const needed = largest + 1; // the packet has a byte for the command
  const limit = settings.maxAllowedPacket;
  if (needed <= limit) {
    return pass(
      `The largest statement (${bytesInWords(largest)}) fits into max_allowed_packet (${bytesInWords(limit)}).`,
    );
  }
  const table = model.tables.find(({ largestStatement }) => largestStatement === largest);
  const message = `The largest statement of the dump, of ${nameInWords(table ?? { schema: null, name: '?' })}, has ${bytesInWords(largest)}; max_allowed_packet of the target is ${bytesInWords(limit)}.`;
  return needed > largestPacket
    ? block(message, 'No server takes that much at once: dump again with a smaller --net-buffer-length.')
    : block(message, `SET GLOBAL max_allowed_packet = ${Math.ceil(needed / packetStep) * packetStep}; on the target.`);
};

/** Is there room for it? Data and indexes take about twice the bytes of the statements. */
export const disk: Ask = ({ model, target: { freeBytes } }) => {
  if (freeBytes === null) return null;
  const needed = model.bytes * 2;
  const words = `about ${bytesInWords(needed)} of ${bytesInWords(freeBytes)} free`;
  return needed <= freeBytes
    ? pass(`There is room: ${words}.`)
    : warn(`It may not fit: ${words}.`, 'Make room on the disk with the data directory.');
};

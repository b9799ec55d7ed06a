import { parseDocument } from 'yaml';
import type { Document } from 'yaml';
import type { Configuration } from '../../../shared/domain/configuration.ts';
import { entriesOf, rootEntry } from './entry.ts';
import type { Entry, Source } from './entry.ts';
import { Mistakes } from './mistakes.ts';
import { parseCluster } from './parse-cluster.ts';
import { explainYaml } from './yaml-mistakes.ts';

/** A configuration with the document it was read from, for edits. */
export interface ParsedConfiguration {
  readonly configuration: Configuration;
  readonly document: Document;
}

/**
 * Reads the text of signalbox.yaml. `file` is only named in messages.
 * @throws SignalboxError `config-invalid` or `config-plain-password`: file, line, column and what to write instead; all
 * mistakes are in `details.mistakes`. No message quotes a password.
 */
export function parseConfiguration(text: string, file: string): ParsedConfiguration {
  const mistakes = new Mistakes(file);
  const document = parseDocument(text, { lineCounter: mistakes.lines, prettyErrors: false, uniqueKeys: true });
  for (const problem of [...document.errors, ...document.warnings]) mistakes.add(problem.pos[0], explainYaml(problem));
  mistakes.throwIfAny();
  const source: Source = { document, mistakes };
  const top = entriesOf(source, rootEntry(source), ['clusters']);
  const clusters = top.get('clusters');
  const parsed = clusters === undefined ? [] : clustersOf(source, clusters);
  mistakes.throwIfAny();
  return { configuration: { path: file, clusters: parsed }, document };
}

function clustersOf(source: Source, entry: Entry): Configuration['clusters'] {
  return [...entriesOf(source, entry, null).values()].map((cluster) => {
    if (!isClusterName(cluster.key)) {
      source.mistakes.add(cluster.keyOffset, `a cluster's name ${clusterNameRule}: give this one another name.`);
    }
    return parseCluster(source, cluster);
  });
}

export const clusterNameRule = 'has 1 to 100 letters, digits, dots, dashes, underscores or inner blanks';

export function isClusterName(name: string): boolean {
  return name.length <= 100 && /^[\p{L}\p{N}_](?:[\p{L}\p{N}._ -]*[\p{L}\p{N}._-])?$/u.test(name);
}

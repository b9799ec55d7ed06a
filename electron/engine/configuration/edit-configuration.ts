import { isMap, isScalar } from 'yaml';
import type { Node } from 'yaml';
import { isDeepStrictEqual } from 'node:util';
import type { ClusterConfiguration, Configuration } from '../../../shared/domain/configuration.ts';
import { SignalboxError } from '../../../shared/domain/errors.ts';
import {
  insertLines,
  insertPair,
  isBlockMap,
  keyOf,
  linesOfPair,
  pairsOf,
  renderInline,
  renderPair,
} from './block-map.ts';
import type { FilePair } from './block-map.ts';
import { allKeys, neededKeys, written } from './cluster-keys.ts';
import { editMap } from './edit-map.ts';
import { parseConfiguration } from './parse-configuration.ts';
import type { ParsedConfiguration } from './parse-configuration.ts';
import { applySplices } from './splice.ts';
import type { Splice } from './splice.ts';

/** What is to be different in the file. */
export type ConfigurationEdit =
  | { readonly kind: 'add'; readonly cluster: ClusterConfiguration }
  | { readonly kind: 'update'; readonly name: string; readonly cluster: ClusterConfiguration }
  | { readonly kind: 'remove'; readonly name: string };

/**
 * The text with the edit made and all else, comments and order included, as it was.
 * @throws SignalboxError `config-invalid`, `config-plain-password` (the text is not usable), `config-exists` (the new
 * name is taken), `cluster-unknown`, `config-unwritable` (the text is laid out in a way that can't be edited safely).
 */
export function editConfiguration(text: string, file: string, edit: ConfigurationEdit): string {
  const parsed = parseConfiguration(text, file);
  const wanted = wantedClusters(parsed.configuration, edit);
  const edited = applySplices(text, splicesFor(text, parsed, edit));
  if (!means(edited, file, wanted)) {
    throw new SignalboxError(
      'config-unwritable',
      `${file} is laid out in a way that Signalbox can't change without touching other things (anchors, or clusters on one line): make this change by hand.`,
      { details: { file } },
    );
  }
  return edited;
}

function wantedClusters(configuration: Configuration, edit: ConfigurationEdit): readonly ClusterConfiguration[] {
  const { clusters } = configuration;
  const taken = (name: string): boolean => clusters.some((cluster) => cluster.name === name);
  if (edit.kind === 'add') {
    if (taken(edit.cluster.name)) throw nameTaken(edit.cluster.name);
    return [...clusters, edit.cluster];
  }
  if (!taken(edit.name)) throw clusterUnknown(edit.name, clusters);
  if (edit.kind === 'remove') return clusters.filter((cluster) => cluster.name !== edit.name);
  if (edit.cluster.name !== edit.name && taken(edit.cluster.name)) throw nameTaken(edit.cluster.name);
  return clusters.map((cluster) => (cluster.name === edit.name ? edit.cluster : cluster));
}

function nameTaken(name: string): SignalboxError {
  return new SignalboxError('config-exists', `There is a cluster “${name}” already: choose another name.`, {
    details: { cluster: name },
  });
}

/** The error for a cluster that the configuration does not have, naming those it has. */
export function clusterUnknown(name: string, clusters: readonly { readonly name: string }[]): SignalboxError {
  const names = clusters.map((cluster) => cluster.name);
  const known = names.length === 0 ? 'No cluster is configured yet.' : `Configured: ${names.join(', ')}.`;
  return new SignalboxError('cluster-unknown', `There is no cluster “${name}”. ${known}`, {
    details: { cluster: name, clusters: names },
  });
}

function splicesFor(text: string, parsed: ParsedConfiguration, edit: ConfigurationEdit): readonly Splice[] {
  const { contents } = parsed.document;
  const top = isMap(contents) ? pairsOf(contents).find((pair) => keyOf(pair) === 'clusters') : undefined;
  if (edit.kind === 'add') return addSplices(text, top, edit.cluster);
  const map = top?.value;
  const pair = isMap(map) ? pairsOf(map).find((candidate) => keyOf(candidate) === edit.name) : undefined;
  if (!isBlockMap(map) || pair === undefined) return [];
  if (edit.kind === 'remove') return [{ ...linesOfPair(text, map, pair), text: '' }];
  return updateSplices(text, parsed, pair, edit);
}

function addSplices(text: string, top: FilePair | undefined, cluster: ClusterConfiguration): readonly Splice[] {
  const keys = neededKeys(cluster);
  const map = top?.value;
  if (isBlockMap(map)) return [insertPair(text, map, cluster.name, keys)];
  if (top === undefined) {
    return [insertLines(text, text.length, ['clusters:', ...renderPair(cluster.name, keys, 2)])];
  }
  const empty = isNothing(map) || (isMap(map) && map.items.length === 0);
  return empty ? fillEmpty(text, top, cluster) : [];
}

/** `clusters:` or `clusters: {}` becomes a block map; a comment behind it stays on its line. */
function fillEmpty(text: string, top: FilePair, cluster: ClusterConfiguration): readonly Splice[] {
  const keyEnd = top.key.range?.[1] ?? 0;
  const [start, end] = top.value?.range ?? [keyEnd, keyEnd];
  const isWritten = text.slice(start, end).trim() !== '';
  const valueEnd = isWritten ? end : text.indexOf(':', keyEnd) + 1;
  const lineEnd = text.indexOf('\n', valueEnd);
  const at = lineEnd === -1 ? text.length : lineEnd + 1;
  return [
    { start: keyEnd, end: valueEnd, text: ':' },
    insertLines(text, at, renderPair(cluster.name, neededKeys(cluster), 2)),
  ];
}

function isNothing(node: Node | null | undefined): boolean {
  return node === null || node === undefined || (isScalar(node) && node.value === null);
}

function updateSplices(
  text: string,
  parsed: ParsedConfiguration,
  pair: FilePair,
  edit: ConfigurationEdit & { readonly kind: 'update' },
): readonly Splice[] {
  const current = parsed.configuration.clusters.find((cluster) => cluster.name === edit.name);
  if (current === undefined) return [];
  const [start, end] = pair.key.range ?? [0, 0];
  const renamed = edit.cluster.name === edit.name ? [] : [{ start, end, text: renderInline(edit.cluster.name) }];
  if (isBlockMap(pair.value)) {
    return [...renamed, ...editMap(text, pair.value, written(allKeys(current)), written(allKeys(edit.cluster)))];
  }
  const [valueStart, valueEnd] = pair.value?.range ?? [end, end];
  if (text.slice(valueStart, valueEnd).includes('#')) return [];
  return [...renamed, { start: valueStart, end: valueEnd, text: renderInline(written(neededKeys(edit.cluster))) }];
}

/** Does the text say exactly this? The last check before a file is replaced. */
function means(text: string, file: string, wanted: readonly ClusterConfiguration[]): boolean {
  try {
    const { clusters } = parseConfiguration(text, file).configuration;
    return isDeepStrictEqual(clusters.map(comparable), wanted.map(comparable));
  } catch {
    return false;
  }
}

/** Naming a server without saying anything about it means nothing, and the order of the servers neither. */
function comparable(cluster: ClusterConfiguration): ClusterConfiguration {
  const servers = cluster.servers
    .filter((server) => server.label !== null || server.site !== null || server.promotion !== 'neutral')
    .toSorted((a, b) => a.address.localeCompare(b.address));
  return { ...cluster, servers };
}

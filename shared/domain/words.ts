/** The words the user has chosen. Code says source/replica; texts are written once, in placeholders. */
export type Words = 'master-slave' | 'source-replica';

const vocabularies: Record<Words, Readonly<Record<string, string>>> = {
  'master-slave': {
    source: 'master',
    sources: 'masters',
    Source: 'Master',
    Sources: 'Masters',
    replica: 'slave',
    replicas: 'slaves',
    Replica: 'Slave',
    Replicas: 'Slaves',
  },
  'source-replica': {
    source: 'source',
    sources: 'sources',
    Source: 'Source',
    Sources: 'Sources',
    replica: 'replica',
    replicas: 'replicas',
    Replica: 'Replica',
    Replicas: 'Replicas',
  },
};

/**
 * Puts the chosen words into a text that says `{source}`, `{replicas}`, `{Source}` … in braces.
 * Texts without braces come back unchanged; server output and SQL are never passed through it.
 */
export function inWords(text: string, words: Words): string {
  const vocabulary = vocabularies[words];
  return text.replace(/\{(sources?|replicas?|Sources?|Replicas?)\}/g, (whole, key: string) => vocabulary[key] ?? whole);
}

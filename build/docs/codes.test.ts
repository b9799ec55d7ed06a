import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { errorCodes } from '../../shared/domain/error-codes.ts';
import { findingCodes } from '../../shared/domain/finding.ts';
import { allGuardCodes } from '../../shared/guards/registry.ts';

const sectionPattern = /^## ([a-z][a-z0-9-]*)\n([\s\S]*?)(?=^## |(?![\s\S]))/gm;

/** The paragraphs of docs/`name` by the code in their heading. */
function sections(name: string): ReadonlyMap<string, string> {
  const text = readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8');
  return new Map([...text.matchAll(sectionPattern)].map(([, code = '', body = '']) => [code, body.trim()]));
}

/** Answered by the program itself, not from facts of servers. */
const ownGuards = [
  'journal-unwritable',
  'operation-in-progress',
  'replication-password',
  'hook-not-runnable',
  'moved-on',
  'no-candidate',
  'place-unknown',
  'repeated-failover',
];

describe.each([
  ['errors.md', errorCodes],
  ['guards.md', [...allGuardCodes(), ...ownGuards]],
  ['findings.md', findingCodes],
])('docs/%s', (name, codes) => {
  it('has a paragraph on every code', () => {
    const documented = sections(name);
    const missing = codes.filter((code) => (documented.get(code) ?? '').length < 40);
    expect(missing).toEqual([]);
  });

  it('speaks of no code that is gone', () => {
    const known = new Set<string>(codes);
    expect([...sections(name).keys()].filter((code) => !known.has(code))).toEqual([]);
  });
});

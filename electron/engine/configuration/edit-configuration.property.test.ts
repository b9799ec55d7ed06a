import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ClusterConfiguration, PasswordRef } from '../../../shared/domain/configuration.ts';
import { hookMoments } from '../../../shared/domain/hook.ts';
import { editConfiguration } from './edit-configuration.ts';
import { environments, promotions, tlsModes } from './parse-cluster.ts';
import { isClusterName, parseConfiguration } from './parse-configuration.ts';

/** Text on one line, with everything that means something in YAML. */
const text = fc
  .string({ unit: fc.constantFrom(...'ab: #"\'{}[],&*!|>%@`-?~\\0é😀'.split(/(?:)/u)), minLength: 1, maxLength: 12 })
  .filter((value) => !/\p{Cc}/u.test(value));
const address = fc
  .tuple(fc.constantFrom('db1', 'db2', '10.0.0.1', '[::1]', '[2001:db8::7]'), fc.integer({ min: 1, max: 65_535 }))
  .map(([host, port]) => `${host}:${String(port)}`);
const plain = { noNullPrototype: true } as const;
const name = fc.constantFrom('shop', 'wiki 2', 'true', '12', 'ä.b-c_d', 'null', 'x');
const password: fc.Arbitrary<PasswordRef> = fc.oneof(
  fc.constant({ kind: 'ask' } as const),
  fc.constant({ kind: 'env', name: 'PW' } as const),
  text.map((path) => ({ kind: 'file', path }) as const),
  text.map((secret) => ({ kind: 'secret', name: secret }) as const),
);
const pathOrNull = fc.option(text);

const cluster: fc.Arbitrary<ClusterConfiguration> = fc.record(
  {
    name,
    label: text,
    environment: fc.constantFrom(...environments),
    seeds: fc.uniqueArray(address, { minLength: 1, maxLength: 4 }),
    user: text,
    password,
    tls: fc
      .record({ mode: fc.constantFrom(...tlsModes), caFile: pathOrNull, pair: fc.option(fc.tuple(text, text)) })
      .map(({ mode, caFile, pair }) => ({ mode, caFile, certFile: pair?.[0] ?? null, keyFile: pair?.[1] ?? null })),
    replication: fc.option(fc.record({ user: text, password }, plain)),
    pollIntervalMs: fc.integer({ min: 500, max: 600_000 }),
    sampleIntervalMs: fc.integer({ min: 0, max: 86_400_000 }),
    lagLimitS: fc.integer({ min: 0, max: 86_400_000 }).map((ms) => ms / 1000),
    askToMoveApplication: fc.boolean(),
    hooks: fc.uniqueArray(
      fc.record(
        {
          name: fc.constantFrom('lb', 'on', 'page-us', 'True'),
          at: fc.constantFrom(...hookMoments),
          command: fc.array(text, { maxLength: 3 }).map((more) => ['/bin/true', ...more]),
          timeoutMs: fc.integer({ min: 1000, max: 600_000 }),
        },
        plain,
      ),
      { selector: (hook) => hook.name, maxLength: 3 },
    ),
    servers: fc.uniqueArray(
      fc.record({ address, label: text, promotion: fc.constantFrom(...promotions), site: fc.option(text) }, plain),
      { selector: (server) => server.address, maxLength: 3 },
    ),
  },
  plain,
);

const start = '# first\nclusters: # ours\n  # before\n# last\n';
const sorted = (clusters: readonly ClusterConfiguration[]): readonly ClusterConfiguration[] =>
  clusters.map((one) => ({ ...one, servers: one.servers.toSorted((a, b) => a.address.localeCompare(b.address)) }));

it('any sequence of edits gives a file that means what was asked for and keeps its comments', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), cluster), { minLength: 1, maxLength: 5 }), (edits) => {
      let file = start;
      let wanted: readonly ClusterConfiguration[] = [];
      for (const [isRemoval, next] of edits) {
        expect(isClusterName(next.name)).toBe(true);
        const present = wanted.some((one) => one.name === next.name);
        if (!present) {
          file = editConfiguration(file, 'f', { kind: 'add', cluster: next });
          wanted = [...wanted, next];
        } else if (isRemoval) {
          file = editConfiguration(file, 'f', { kind: 'remove', name: next.name });
          wanted = wanted.filter((one) => one.name !== next.name);
        } else {
          file = editConfiguration(file, 'f', { kind: 'update', name: next.name, cluster: next });
          wanted = wanted.map((one) => (one.name === next.name ? next : one));
        }
        expect(sorted(parseConfiguration(file, 'f').configuration.clusters)).toEqual(sorted(wanted));
        for (const comment of ['# first', '# ours', '# before', '# last']) expect(file).toContain(comment);
      }
    }),
    { numRuns: 25 },
  );
});

import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parseConfiguration } from './parse-configuration.ts';

const text = readFileSync(new URL('../../../docs/configuration.md', import.meta.url), 'utf8');
const example = /```yaml\n([\s\S]*?)```/.exec(text)?.[1] ?? '';

it('the documented example can be used and says something for every key', () => {
  const [shop, wiki] = parseConfiguration(example, 'example').configuration.clusters;
  expect(shop).toMatchObject({
    name: 'shop',
    label: 'The shop',
    seeds: ['db1.example.com:3306', 'db2.example.com:3306', '[2001:db8::7]:3306'],
    tls: {
      mode: 'verify-identity',
      caFile: '/etc/ssl/shop-ca.pem',
      certFile: 'signalbox.pem',
      keyFile: 'signalbox.key',
    },
    replication: { user: 'repl' },
    askToMoveApplication: true,
    hooks: [
      { name: 'drain', at: 'before', command: ['/usr/local/bin/lb', 'drain', '--wait'], timeoutMs: 30_000 },
      { name: 'move-vip', at: 'after', timeoutMs: 60_000 },
      { name: 'back', at: 'undone' },
    ],
    servers: [{ promotion: 'prefer', site: 'berlin' }, { promotion: 'never' }],
  });
  expect(wiki).toMatchObject({ name: 'wiki', password: { kind: 'ask' }, environment: 'production' });
});

import { describe, expect, it } from 'vitest';
import type { ClusterConfiguration } from '../../../shared/domain/configuration.ts';
import { editConfiguration } from './edit-configuration.ts';
import { parseConfiguration } from './parse-configuration.ts';

const file = `# Our clusters. Ask Kim before changing production.

clusters:   # by team

    # The shop: master in Berlin.
    shop:
        label:   "The Shop"      # as on the dashboard
        seeds:
        - db1:3306   # the oldest
        # the spare one
        - 'db2:3306'
        user: signalbox
        password: "env:SHOP"
        # lag_limit: 30s  (too much for the shop)
        servers:
            DB1: {promotion:   prefer}
            db2:3306:
                site: berlin # rack 3
        # end of shop

    # Left over from the merger.
    wiki: {seeds: [w1], user: wiki, password: ask}
# The end.
`;

function clusterIn(text: string, name: string): ClusterConfiguration {
  const found = parseConfiguration(text, 'f').configuration.clusters.find((cluster) => cluster.name === name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
}

const added: ClusterConfiguration = {
  ...clusterIn(file, 'wiki'),
  name: 'billing',
  label: 'billing',
  seeds: ['b1:3306', '[::1]:3307'],
  environment: 'development',
  password: { kind: 'file', path: '/run/secrets/billing' },
};

const lines = (text: string): readonly string[] => text.split('\n');

/** The lines of `text` that are not in `other`. */
function only(text: string, other: string): readonly string[] {
  return lines(text).filter((line) => !lines(other).includes(line));
}

describe('adding a cluster', () => {
  it('adds its lines and changes no other', () => {
    const edited = editConfiguration(file, 'f', { kind: 'add', cluster: added });
    expect(only(file, edited)).toEqual([]);
    expect(only(edited, file)).toEqual([
      '    billing:',
      '      environment: development',
      '      seeds:',
      '        - b1:3306',
      '        - "[::1]:3307"',
      '      user: wiki',
      '      password: file:/run/secrets/billing',
    ]);
    expect(clusterIn(edited, 'billing')).toEqual(added);
  });

  it.each([
    ['', 'clusters:\n  billing:\n'],
    ['# only this', '# only this\nclusters:\n  billing:\n'],
    ['clusters:', 'clusters:\n  billing:\n'],
    ['clusters:  # none yet\n', 'clusters:  # none yet\n  billing:\n'],
    ['clusters: {}\n# end\n', 'clusters:\n  billing:\n'],
    ['clusters: null\n', 'clusters:\n  billing:\n'],
    [
      'clusters:\r\n  a:\r\n    seeds: [a]\r\n    user: b',
      'clusters:\r\n  a:\r\n    seeds: [a]\r\n    user: b\r\n  billing:\r\n',
    ],
  ])('works on %j', (text, start) => {
    const edited = editConfiguration(text, 'f', { kind: 'add', cluster: added });
    expect(edited.startsWith(start)).toBe(true);
    expect(clusterIn(edited, 'billing')).toEqual(added);
  });

  it('refuses a name that is taken', () => {
    expect(() => editConfiguration(file, 'f', { kind: 'add', cluster: { ...added, name: 'shop' } })).toThrow(
      expect.objectContaining({ code: 'config-exists' }),
    );
  });

  it('refuses a file that is laid out so that it can not be edited', () => {
    const flow = '{clusters: {shop: {seeds: [a], user: b}}}\n';
    expect(() => editConfiguration(flow, 'f', { kind: 'add', cluster: added })).toThrow(
      expect.objectContaining({ code: 'config-unwritable' }),
    );
  });
});

describe('removing a cluster', () => {
  it('takes out its lines only', () => {
    const edited = editConfiguration(file, 'f', { kind: 'remove', name: 'shop' });
    expect(edited).toBe(
      [...lines(file).slice(0, 5), ...lines(file).slice(lines(file).indexOf('        # end of shop') + 1)].join('\n'),
    );
  });

  it('gives back the text from before it was added', () => {
    const edited = editConfiguration(file, 'f', { kind: 'add', cluster: added });
    expect(editConfiguration(edited, 'f', { kind: 'remove', name: 'billing' })).toBe(file);
  });

  it('may be the last one', () => {
    const edited = editConfiguration('clusters:\n  a:\n    seeds: [a]\n    user: b\n', 'f', {
      kind: 'remove',
      name: 'a',
    });
    expect(edited).toBe('clusters:\n');
  });

  it('names the clusters there are when it is not one of them', () => {
    expect(() => editConfiguration(file, 'f', { kind: 'remove', name: 'shpo' })).toThrow(/shop, wiki/);
  });
});

describe('updating a cluster', () => {
  const shop = clusterIn(file, 'shop');
  const update = (cluster: ClusterConfiguration, name = 'shop'): string =>
    editConfiguration(file, 'f', { kind: 'update', name, cluster });

  it('without a change changes nothing', () => {
    expect(update(shop)).toBe(file);
  });

  it('changes one value in its place', () => {
    const edited = update({ ...shop, label: 'Store' });
    expect(edited).toBe(file.replace('"The Shop"', 'Store'));
  });

  it('adds what was not said, as the last key', () => {
    const edited = update({ ...shop, lagLimitS: 5, tls: { ...shop.tls, mode: 'required' } });
    expect(only(file, edited)).toEqual([]);
    expect(only(edited, file)).toEqual(['        tls:', '          mode: required', '        lag_limit: 5s']);
  });

  it('keeps the lines and comments of seeds that stay', () => {
    const edited = update({ ...shop, seeds: ['db2:3306', 'db3:3306'] });
    expect(only(edited, file)).toEqual(['        - db3:3306']);
    expect(only(file, edited)).toEqual(['        - db1:3306   # the oldest']);
  });

  it('changes the rules of one server and not of the others', () => {
    const servers = shop.servers.map((server) =>
      server.address === 'db2:3306' ? { ...server, site: 'paris' } : server,
    );
    expect(update({ ...shop, servers })).toBe(file.replace('site: berlin', 'site: paris'));
  });

  it('takes out a server and adds another', () => {
    const servers = [
      ...shop.servers.filter((server) => server.address === 'db2:3306'),
      { address: 'db3:3306', label: 'three', promotion: 'never' as const, site: null },
    ];
    const edited = update({ ...shop, servers });
    expect(clusterIn(edited, 'shop').servers).toEqual(servers);
    expect(only(file, edited)).toEqual(['            DB1: {promotion:   prefer}']);
  });

  it('can take away all server rules and put them back', () => {
    const edited = update({ ...shop, servers: [] });
    expect(clusterIn(edited, 'shop').servers).toEqual([]);
    const back = editConfiguration(edited, 'f', { kind: 'update', name: 'shop', cluster: shop });
    expect(clusterIn(back, 'shop')).toEqual(shop);
  });

  it('renames', () => {
    const edited = update({ ...shop, name: 'store' });
    expect(edited).toBe(file.replace('    shop:', '    store:'));
  });

  it('rewrites a cluster that stands on one line', () => {
    const wiki = { ...clusterIn(file, 'wiki'), user: 'other' };
    const edited = update(wiki, 'wiki');
    expect(clusterIn(edited, 'wiki')).toEqual(wiki);
    expect(only(file, edited)).toHaveLength(1);
  });

  it('changes one hook and keeps the comments of all, in their order', () => {
    const hooks = `        hooks: # with Kim's team
            drain: { at: before, command: [/opt/lb, drain] } # the left one
            # tells the pager
            page: { at: undone, command: [page-us] }
`;
    const hooked = file.replace('        servers:\n', `${hooks}        servers:\n`);
    const { hooks: known, ...rest } = clusterIn(hooked, 'shop');
    const change = (wanted: ClusterConfiguration['hooks']): string =>
      editConfiguration(hooked, 'f', { kind: 'update', name: 'shop', cluster: { ...rest, hooks: wanted } });
    const slower = change(known.map((hook) => (hook.name === 'page' ? { ...hook, timeoutMs: 60_000 } : hook)));
    expect(only(hooked, slower)).toEqual(['            page: { at: undone, command: [page-us] }']);
    expect(clusterIn(change(known.toReversed()), 'shop').hooks).toEqual(known.toReversed());
    expect(change([])).toBe(hooked.replace(hooks, ''));
  });

  it('sets every key and takes it away again', () => {
    const full: ClusterConfiguration = {
      ...shop,
      environment: 'staging',
      password: { kind: 'secret', name: 'shop' },
      tls: { mode: 'verify-identity', caFile: 'ca', certFile: 'cert', keyFile: 'key' },
      replication: { user: 'repl', password: { kind: 'ask' } },
      pollIntervalMs: 1500,
      askToMoveApplication: true,
      hooks: [{ name: 'lb', at: 'before', command: ['/opt/lb', 'drain'], timeoutMs: 30_000 }],
    };
    const edited = update(full);
    expect(clusterIn(edited, 'shop')).toEqual(full);
    const back = editConfiguration(edited, 'f', { kind: 'update', name: 'shop', cluster: shop });
    expect(clusterIn(back, 'shop')).toEqual(shop);
  });
});

it('puts a hook into the map at the cluster’s end, and a new key behind that', () => {
  const hook = { name: 'lb', at: 'before', command: ['/bin/true'], timeoutMs: 1000 } as const;
  const before = editConfiguration(file, 'f', { kind: 'add', cluster: { ...added, hooks: [hook] } });
  const cluster = { ...added, askToMoveApplication: true, hooks: [hook, { ...hook, name: 'page-us' }] };
  const after = editConfiguration(before, 'f', { kind: 'update', name: 'billing', cluster });
  expect(clusterIn(after, 'billing')).toEqual(cluster);
});

import { describe, expect, it } from 'vitest';
import { SignalboxError } from '../../../shared/domain/errors.ts';
import { parseConfiguration } from './parse-configuration.ts';

const minimal = `clusters:
  shop:
    seeds: [db1:3306]
    user: signalbox
    password: env:SHOP
`;

function read(text: string) {
  return parseConfiguration(text, 'signalbox.yaml').configuration;
}

function failure(text: string): SignalboxError {
  try {
    read(text);
  } catch (thrown) {
    if (thrown instanceof SignalboxError) return thrown;
    throw thrown;
  }
  throw new Error('nothing was thrown');
}

describe('a usable file', () => {
  it('gives defaults for what is not said', () => {
    expect(read(minimal).clusters).toEqual([
      {
        name: 'shop',
        label: 'shop',
        environment: 'production',
        seeds: ['db1:3306'],
        user: 'signalbox',
        password: { kind: 'env', name: 'SHOP' },
        tls: { mode: 'preferred', caFile: null, certFile: null, keyFile: null },
        replication: null,
        pollIntervalMs: 2000,
        sampleIntervalMs: 300_000,
        lagLimitS: 20,
        askToMoveApplication: false,
        hooks: [],
        servers: [],
      },
    ]);
  });

  it('reads every key', () => {
    const [cluster] = read(`clusters:
  shop:
    label: The shop
    environment: staging
    seeds:
      - DB1
      - "[::1]:3307"
    user: signalbox
    password: file:~/shop.password
    tls: { mode: verify-ca, ca: /etc/ca.pem, cert: c.pem, key: k.pem }
    replication: { user: repl, password: secret:shop/repl }
    poll_interval: 500ms
    sample_interval: 10m
    lag_limit: 1.5s
    ask_to_move_application: true
    hooks:
      drain: { at: before, command: [/opt/lb, drain, 'a b; $X', ''], timeout: 1m }
      page:
        at: undone
        command:
          - page-us
    servers:
      db1:3306: { label: left, promotion: never, site: berlin }
`).clusters;
    expect(cluster).toEqual({
      name: 'shop',
      label: 'The shop',
      environment: 'staging',
      seeds: ['db1:3306', '[::1]:3307'],
      user: 'signalbox',
      password: { kind: 'file', path: '~/shop.password' },
      tls: { mode: 'verify-ca', caFile: '/etc/ca.pem', certFile: 'c.pem', keyFile: 'k.pem' },
      replication: { user: 'repl', password: { kind: 'secret', name: 'shop/repl' } },
      pollIntervalMs: 500,
      sampleIntervalMs: 600_000,
      lagLimitS: 1.5,
      askToMoveApplication: true,
      hooks: [
        { name: 'drain', at: 'before', command: ['/opt/lb', 'drain', 'a b; $X', ''], timeoutMs: 60_000 },
        { name: 'page', at: 'undone', command: ['page-us'], timeoutMs: 30_000 },
      ],
      servers: [{ address: 'db1:3306', label: 'left', promotion: 'never', site: 'berlin' }],
    });
  });

  it.each(['', '# nothing but a comment\n', 'clusters:\n', 'clusters: {}\n', '\uFEFFclusters: {}\n'])(
    'may have no clusters: %j',
    (text) => {
      expect(read(text).clusters).toEqual([]);
    },
  );

  it('follows aliases', () => {
    const text = `clusters:
  a: { seeds: [db1], user: &who signalbox }
  b: { seeds: [db2], user: *who }
`;
    expect(read(text).clusters.map((cluster) => cluster.user)).toEqual(['signalbox', 'signalbox']);
  });
});

/** Each replaces a part of the usable file. */
const mistakes: readonly (readonly [string, string, string, RegExp])[] = [
  ['unknown key', 'user:', 'usr:', /^signalbox\.yaml:4:5: clusters\.shop\.usr is not a key .*did you mean “user”\?/],
  ['key in camel case', 'password: env:SHOP', 'pollInterval: 2s', /:5:5: .*did you mean “poll_interval”/],
  ['unknown top-level key', 'clusters:', 'cluster:', /:1:1: cluster is not a key .*did you mean “clusters”/],
  ['list as text', '[db1:3306]', 'db1:3306', /:3:12: clusters\.shop\.seeds is a list: write seeds: \[/],
  ['empty list', '[db1:3306]', '[]', /:3:12: .*names no server/],
  ['bad address', '[db1:3306]', '[db1:99999]', /:3:13: clusters\.shop\.seeds\[0\] is not an address: write host/],
  ['number as user', 'user: signalbox', 'user: 12', /:4:11: clusters\.shop\.user is text/],
  ['map as user', 'user: signalbox', 'user: {a: b}', /:4:11: clusters\.shop\.user is text/],
  ['missing user', '    user: signalbox\n', '', /:2:3: clusters\.shop has no user: write below it user:/],
  ['environment', 'user:', 'environment: prod\n    user:', /:4:18: .*one of production, staging, development/],
  ['duration without unit', 'user:', 'lag_limit: 20\n    user:', /:4:16: .*time with its unit.*write lag_limit: 20s/],
  ['too short a duration', 'user:', 'poll_interval: 1ms\n    user:', /:4:20: .*between 500ms and 600s/],
  ['boolean', 'user:', 'ask_to_move_application: yes\n    user:', /:4:30: .*true or false/],
  ['tls as text', 'user:', 'tls: required\n    user:', /:4:10: clusters\.shop\.tls is a map/],
  ['certificate without key', 'user:', 'tls: {cert: a.pem}\n    user:', /:4:11: .*both cert and key/],
  ['rule for the same server twice', 'user:', 'servers: {db1: {}, DB1:3306: {}}\n    user:', /:4:24: .*same server/],
  ['bad server address', 'user:', 'servers: {"a b": {}}\n    user:', /:4:15: .*not an address/],
  [
    'hook as a shell line',
    'user:',
    'hooks: { lb: { at: before, command: /opt/lb drain } }\n    user:',
    /:4:41: clusters\.shop\.hooks\.lb\.command is a list, .*no shell is used.*Write command: \['\/path/,
  ],
  ['hook without a moment', 'user:', 'hooks: { lb: { command: [a] } }\n    user:', /:4:14: .*has no at: write/],
  [
    'hook at no moment',
    'user:',
    'hooks: { lb: { at: later, command: [a] } }\n    user:',
    /:4:24: .*one of before, fence/,
  ],
  ['hook without a command', 'user:', 'hooks: { lb: { at: after } }\n    user:', /:4:14: .*has no command/],
  ['hook without a program', 'user:', 'hooks: { lb: { at: after, command: [] } }\n    user:', /:4:40: .*no program/],
  ['relative program', 'user:', 'hooks: { lb: { at: after, command: [./lb] } }\n    user:', /:4:41: .*whole path, or/],
  ['number as argument', 'user:', 'hooks: { lb: { at: after, command: [lb, 5] } }\n    user:', /:4:45: .*quotes/],
  [
    'hook for too long',
    'user:',
    'hooks: { lb: { at: after, command: [lb], timeout: 1h } }\n    user:',
    /:4:55: .*600s/,
  ],
  ['name of a hook', 'user:', 'hooks: { "l b": { at: after, command: [lb] } }\n    user:', /:4:14: .*a hook's name/],
  ['unknown key of a hook', 'user:', 'hooks: { lb: { when: after } }\n    user:', /:4:20: .*not a key/],
  ['cluster without content', '  shop:\n', '  shop:\n  other:\n', /clusters\.shop is empty/],
  ['cluster name', '  shop:', '  "sh\\top":', /:2:3: a cluster's name/],
];

describe('a mistake says file, line, column and what to write', () => {
  it.each(mistakes)('%s', (_name, part, instead, message) => {
    expect(minimal).toContain(part);
    const error = failure(minimal.replace(part, instead));
    expect(error.code).toBe('config-invalid');
    expect(error.message).toMatch(message);
  });

  it('for a cluster that is there twice', () => {
    const error = failure(`${minimal}  shop:\n    seeds: [db2]\n    user: x\n`);
    expect(error.code).toBe('config-invalid');
    expect(error.message).toMatch(/^signalbox\.yaml:6:3: this key is already in the map/);
  });

  it('for all mistakes at once', () => {
    const error = failure('clusters:\n  shop:\n    seed: [a]\n    user: 1\n');
    expect(error.message).toMatch(/^signalbox\.yaml:3:5: .* \(and 1 more\)$/);
    expect(error.details).toMatchObject({
      file: 'signalbox.yaml',
      line: 3,
      column: 5,
      mistakes: [
        { line: 3, column: 5 },
        { line: 4, column: 11 },
      ],
    });
  });
});

describe('broken YAML', () => {
  it.each([
    ['an open bracket', 'clusters: [1\n'],
    ['a tab', 'clusters:\n\tshop: 1\n'],
    ['an open quote', 'clusters: "x\n'],
    ['two documents', '---\nclusters: {}\n---\nclusters: {}\n'],
    ['an unknown tag', 'clusters: !secret x\n'],
    ['a list', '- clusters\n'],
    ['text', 'clusters\n'],
    ['a bad indentation', 'clusters:\n  a:\n     seeds: [b]\n   user: x\n'],
  ])('%s', (_name, text) => {
    const error = failure(text);
    expect(error.code).toBe('config-invalid');
    expect(error.message).toMatch(/^signalbox\.yaml:\d+:\d+: [^\n]+$/);
  });
});

describe('a plain password', () => {
  it.each([
    'hunter2',
    '"hunter2"',
    'hunter2: hunter2',
    '[hunter2]',
    '*hunter2',
    '@hunter2',
    '"hunter2',
    'env:hunter2!',
  ])('is refused and not repeated: %s', (written) => {
    const error = failure(minimal.replace('env:SHOP', written));
    expect(['config-plain-password', 'config-invalid']).toContain(error.code);
    expect(JSON.stringify([error.message, error.details])).not.toContain('hunter2');
  });

  it('has its own code and place', () => {
    const error = failure(minimal.replace('env:SHOP', '12345'));
    expect(error.code).toBe('config-plain-password');
    expect(error.message).toMatch(
      /^signalbox\.yaml:5:15: clusters\.shop\.password .*env:NAME, file:PATH, secret:NAME or ask/,
    );
  });

  it('in an address is not repeated either', () => {
    expect(failure(minimal.replace('db1:3306', 'root:hunter2@db1')).message).not.toContain('hunter2');
  });
});

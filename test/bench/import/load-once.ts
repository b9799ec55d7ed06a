/**
 * One import in a process of its own, so that its memory and CPU are its own. Started by the other measurements with
 * FILE (`-`: standard input), PORT and LANES; prints a `Loaded` as JSON.
 */
import { createConnector } from '../../../electron/engine/connections/connector.ts';
import { loadDump } from '../../../electron/engine/import/load/load-dump.ts';
import { openDump } from '../../../electron/engine/import/sources/open-dump.ts';
import { loader, type Loaded } from './loader-account.ts';

const [file = '-', port = '', lanes = '2'] = process.argv.slice(2);
const connector = createConnector();
const target = {
  server: `127.0.0.1:${port}`,
  user: loader.user,
  password: () => Promise.resolve(loader.password),
  tls: { mode: 'off', caFile: null, certFile: null, keyFile: null },
} as const;
const atStart = process.memoryUsage().rss;
const before = process.cpuUsage();
const begun = performance.now();
await loadDump({
  id: 'bench',
  source: await openDump(
    file === '-' ? { kind: 'stream', stream: process.stdin, name: 'stdin' } : { kind: 'file', path: file },
  ),
  open: () => connector.openForBytes(target, { connectWithinMs: 5000 }),
  lanes: Number(lanes),
  database: null,
  logged: true,
  keepsMarks: true,
  inOrder: false,
  lockWaitSeconds: 60,
  skipErrors: new Set(),
  overwritten: [],
  referenced: () => [],
  onSkipped: () => undefined,
  onLoaded: () => Promise.resolve(),
  onWarnings: () => undefined,
  onEvent: () => undefined,
  monotonic: () => performance.now(),
  signal: new AbortController().signal,
});
const { user, system } = process.cpuUsage(before);
const loaded: Loaded = {
  seconds: (performance.now() - begun) / 1000,
  cpuSeconds: (user + system) / 1e6,
  startBytes: atStart,
  mostBytes: process.resourceUsage().maxRSS * 1024,
};
process.stdout.write(`${JSON.stringify(loaded)}\n`);

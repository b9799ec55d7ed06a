/**
 * Shows the window without any database server, for work on the screens:
 *
 *   node build/bundle.ts renderer && node_modules/.bin/node test/kit/serve-fake.ts [--empty] [--failing] [--asking] [--hooked] [--stuck]
 *     [--cut-off] [--lost] [--gone KIND] [--returns clean|own] [--production] [--yard] [--pace FACTOR] [--port N]
 *
 * and open the address it prints. Run the first half again after a change and reload. `--empty` begins without clusters
 * (the first screen), `--failing` makes a switchover fail and be undone, `--asking` puts a question into the plan,
 * `--hooked` hooks,
 * `--stuck` makes a switchover stop half-way,
 * `--cut-off` begins with a switchover whose program was killed, `--lost` with a slave
 * whose position was reset, `--gone` without an answer of the master and what its evidence comes to (`countdown`,
 * `dead`, `answers`, `refuses`, `heard`, `no-witness`, `hangs`, `nobody`), `--returns` brings it back 12 s after a failover,
 * `clean` or with writes of its `own`, `--production` makes the cluster a production one,
 * `--pace 0.3` lets everything take three tenths of its time.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';

import { runBrowserHost } from '../../electron/browser/run.ts';
import { createTerminal } from '../../electron/browser/terminal.ts';
import { createHandlers } from '../../electron/ipc/create-handlers.ts';
import { pageFolder } from '../../electron/host/program-files.ts';
import { goneKinds, type Gone } from './fake-engine/world.ts';
import { createFakeEngine } from './fake-engine/fake-engine.ts';

const { values } = parseArgs({
  options: {
    empty: { type: 'boolean', default: false },
    failing: { type: 'boolean', default: false },
    asking: { type: 'boolean', default: false },
    hooked: { type: 'boolean', default: false },
    stuck: { type: 'boolean', default: false },
    'cut-off': { type: 'boolean', default: false },
    lost: { type: 'boolean', default: false },
    gone: { type: 'string' },
    returns: { type: 'string' },
    production: { type: 'boolean', default: false },
    yard: { type: 'boolean', default: false },
    pace: { type: 'string', default: '1' },
    port: { type: 'string', default: '0' },
  },
});

function goneAs(text: string | undefined): { readonly gone?: Gone } {
  const gone = goneKinds.find((kind) => kind === text);
  return gone === undefined ? {} : { gone };
}

async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  try {
    await sleep(ms * Number(values.pace), undefined, signal === undefined ? {} : { signal });
  } catch {
    // Aborted: the caller looks at its signal.
  }
}

const terminal = createTerminal(process);
const engine = createFakeEngine({
  clusters: !values.empty && !values.yard,
  failing: values.failing,
  cutOff: values['cut-off'],
  production: values.production,
  lost: values.lost,
  ...goneAs(values.gone),
  ...(values.returns === 'clean' || values.returns === 'own' ? { returns: values.returns } : {}),
  asking: values.asking,
  hooked: values.hooked,
  stuck: values.stuck,
  clock: Date.now,
  pause,
});
const handlers = createHandlers(engine, {
  version: '0.0.0-fake',
  host: 'browser',
  opening: values.yard ? 'yard' : 'start',
  log: (level, message, data) => {
    if (level === 'error' || level === 'warn') terminal.complain(`${message} ${JSON.stringify(data ?? {})}`);
  },
});
await runBrowserHost({ engine, handlers, pageFolder, port: Number(values.port), yard: values.yard, terminal });

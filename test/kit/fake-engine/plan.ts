import type { ServerId } from '../../../shared/domain/server.ts';
import type { GuardResult } from '../../../shared/guards/verdict.ts';
import type { HookMoment } from '../../../shared/domain/hook.ts';
import type { StepView } from '../../../shared/plans/outcome.ts';
import type { CandidateView, SwitchoverPreview, SwitchoverRequest } from '../../../shared/plans/switchover-view.ts';
import { newId, servers } from './world.ts';
import type { World } from './world.ts';

export function candidatesOf(world: World): readonly CandidateView[] {
  const replicas = servers.filter((server) => server !== world.source);
  return replicas.map((server, index) =>
    index === 0
      ? { server, verdict: 'best', reasons: ['0 s behind, same version, binary log on.'] }
      : { server, verdict: 'warned', reasons: ['At another site than the {source}.'] },
  );
}

export function previewOf(world: World, request: SwitchoverRequest): SwitchoverPreview {
  const isReplica = servers.includes(request.to) && request.to !== world.source;
  const planId = isReplica ? newId(world, 'plan') : null;
  const preview: SwitchoverPreview = {
    planId,
    kind: 'switchover',
    cluster: request.cluster,
    environment: 'staging',
    source: world.source,
    candidate: request.to,
    fingerprint: 'fake',
    builtAt: world.options.clock(),
    guards: guardsOf(request, isReplica),
    steps: isReplica ? stepsOf(world, request.to) : [],
    line: { beforeStep: 'open-candidate', text: 'From here undo is possible only while the candidate took no write.' },
    expect: [{ label: 'Writes blocked', text: 'about 2 s' }],
    said: {
      title: `${world.source} → ${request.to}`,
      intent: `${request.to} becomes the {source} of ${request.cluster}`,
      done: `${request.to} is the {source} of ${request.cluster}`,
      undone: `${world.source} is the {source}, as before`,
    },
    runnable: isReplica,
  };
  if (planId !== null) world.previews.set(planId, preview);
  return preview;
}

function guardsOf(request: SwitchoverRequest, isReplica: boolean): readonly GuardResult[] {
  const common = { server: request.to, accepted: null };
  return [
    isReplica
      ? {
          ...common,
          code: 'candidate-direct',
          verdict: 'pass',
          message: 'It follows the {source} directly.',
          cure: null,
        }
      : {
          ...common,
          code: 'candidate-direct',
          verdict: 'block',
          message: `${request.to} is no {replica} of this {source}.`,
          cure: 'Choose one of the {replicas}.',
        },
    { ...common, code: 'lag', verdict: 'pass', message: '0 s behind; the limit is 20 s.', cure: null },
    {
      ...common,
      code: 'settings-differ',
      verdict: 'warn',
      message: 'innodb_buffer_pool_size is 128 MiB here and 256 MiB on the {source}.',
      cure: 'Set both the same.',
    },
  ];
}

const blank: Omit<StepView, 'id' | 'title' | 'server' | 'kind' | 'statements'> = {
  why: 'So that nothing is lost.',
  undo: 'Nothing to undo.',
  undoStatements: [],
  withinMs: 10_000,
  marks: null,
  group: null,
  state: 'pending',
  ms: null,
  detail: null,
};

function stepsOf(world: World, to: ServerId): readonly StepView[] {
  const { source } = world;
  const others = servers.filter((server) => server !== source && server !== to);
  const step = (
    id: string,
    title: string,
    kind: StepView['kind'],
    server: ServerId | null,
    sql: readonly string[],
  ) => ({
    ...blank,
    id,
    title,
    kind,
    server,
    statements: sql,
  });
  const hooks = (at: HookMoment): readonly StepView[] =>
    world.options.hooked === true ? [hookStep(world, to, at)] : [];
  const asking = world.options.asking ? [step('move-application', 'Move the application', 'ask', null, [])] : [];
  return [
    step('record-before', 'Record every server', 'record', null, []),
    step('lock', 'Take the lock of the cluster', 'lock', null, ["SELECT GET_LOCK('signalbox:shop', 0)"]),
    ...asking,
    ...hooks('before'),
    {
      ...step('close-source', 'Stop writes on the {source}', 'change', source, ['SET GLOBAL read_only = ON']),
      undo: 'Writes are allowed again.',
      undoStatements: ['SET GLOBAL read_only = OFF'],
      marks: 'writes-stop',
    },
    step('drain', 'Wait until the candidate has everything', 'wait', to, [
      "SELECT MASTER_GTID_WAIT('‹final.gtid›', 5)",
    ]),
    {
      ...step('open-candidate', 'Open the new {source}', 'change', to, ['STOP SLAVE', 'SET GLOBAL read_only = OFF']),
      marks: 'writes-resume',
    },
    ...hooks('after'),
    ...[...others, source].map((server) => ({
      ...step(`follow-${server}`, `${server} follows the new {source}`, 'change', server, [
        `CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT=${to.split(':')[1] ?? ''}, MASTER_USE_GTID=slave_pos`,
        'START SLAVE',
      ]),
      group: 'follow',
    })),
    step('record-after', 'Record every server again', 'record', null, []),
    ...hooks('undone'),
  ];
}

function hookStep({ source }: World, to: ServerId, at: HookMoment): StepView {
  const name = `lb-${at}`;
  const environment = { SIGNALBOX_OLD_MASTER: source, SIGNALBOX_NEW_MASTER: to, SIGNALBOX_AT: at };
  return {
    ...blank,
    id: `hook-${at}:${name}`,
    title: `${at === 'undone' ? 'Only if it is undone: run' : 'Run'} hook “${name}”`,
    why: 'Yours, from the configuration.',
    undo: 'not undone: what it did is for the hooks at “undone” to take back',
    kind: 'hook',
    server: null,
    statements: [],
    group: at === 'undone' ? 'undone' : null,
    hook: { name, at, command: ['/usr/local/bin/lb', at, 'two words'], environment, output: null },
  };
}

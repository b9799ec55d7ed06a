import type { ServerId } from '../../../shared/domain/server.ts';
import type { StepView } from '../../../shared/plans/outcome.ts';
import { servers } from './world.ts';
import type { World } from './world.ts';

/** The steps of a failover to `to` by file and offset, without those who are left behind. */
export function failoverSteps({ source }: World, to: ServerId, left: readonly ServerId[]): readonly StepView[] {
  const others = servers.filter((server) => server !== source && server !== to && !left.includes(server));
  const [host = '', port = ''] = to.split(':');
  return [
    step('record-before', 'Record every server that answers', 'record', null, []),
    step('lock', 'Take the lock of the cluster', 'lock', to, ["SELECT GET_LOCK('signalbox:shop', 0)"]),
    ...[to, ...others].map((server) => ({
      ...step(`stop-io:${server}`, `${server} asks the old {source} no more`, 'change', server, [
        'STOP SLAVE IO_THREAD',
      ]),
      undo: 'Ask again',
      undoStatements: ['START SLAVE IO_THREAD'],
      group: 'stop-io',
    })),
    step('drained', `Wait until ${to} has applied what it received`, 'wait', to, []),
    step('stop-channel', `${to} follows nobody`, 'change', to, ['STOP SLAVE']),
    {
      ...step('open-candidate', 'Open the new {source}', 'change', to, ['SET GLOBAL read_only = OFF']),
      undo: 'Close it again',
      undoStatements: ['SET GLOBAL read_only = ON'],
      marks: 'writes-resume',
    },
    ...others.flatMap((server) => [
      {
        ...step(
          `match:${server}`,
          `Look for the last transactions of ${server} in the binary log of ${to}`,
          'match',
          to,
          [],
        ),
        why: 'Its place in the new log is proved by content, never computed.',
        group: 'follow',
      },
      {
        ...step(`follow:${server}`, `${server} follows ${to}`, 'change', server, [
          `CHANGE MASTER TO\n  MASTER_HOST = '${host}',\n  MASTER_PORT = ${port},\n  MASTER_LOG_FILE = '‹match.file›',\n  MASTER_LOG_POS = ‹match.offset›`,
          'START SLAVE',
        ]),
        group: 'follow',
      },
    ]),
    step('record-after', 'Record every server again', 'record', null, []),
  ];
}

function step(
  id: string,
  title: string,
  kind: StepView['kind'],
  server: ServerId | null,
  statements: readonly string[],
): StepView {
  return {
    ...{ id, title, kind, server, statements },
    why: 'So that nothing is lost that anybody received.',
    undo: kind === 'change' ? 'no undo' : 'no change',
    undoStatements: [],
    withinMs: 10_000,
    marks: null,
    group: null,
    state: 'pending',
    ms: null,
    detail: null,
  };
}

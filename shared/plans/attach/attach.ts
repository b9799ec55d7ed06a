import { asPlanned, type PlannedServer } from '../../guards/proofs/as-planned.ts';
import { wait } from '../nodes.ts';
import type { Plan, PlanNode } from '../plan.ts';
import { closingSteps, openingSteps } from '../repoint/frame.ts';
import { namedSource } from '../repoint/repoint-input.ts';
import { timings } from '../repoint/timings.ts';
import type { ServerId } from '../../domain/server.ts';
import { statusOf, userOf, type AttachInput } from './input.ts';
import { attachLine, closeSteps, dropLogStep, pointStep, proveSteps, startSteps, tellStep } from './steps.ts';

/**
 * Builds the plan by which a server that follows nobody becomes a replica, from where its data stands: closed first,
 * told where it begins, pointed, and started in two steps, so that all of it can be undone until it applies. Pure.
 */
export function buildAttach(input: AttachInput, fingerprint: string): Plan {
  const { server, to, cluster } = input;
  return {
    schema: 1,
    kind: 'attach',
    cluster: cluster.name,
    title: `Make ${server} a {replica} of ${to}`,
    servers: [server, to],
    goal: { kind: 'attach', server, source: to },
    guarded: [server, to],
    waysOut: {
      back: `stop ${server} and make it forget its channel (RESET REPLICA ALL, or RESET SLAVE ALL); its data is that of the dump only if it has applied nothing since.`,
      forward: `look at the {replica} status of ${server}: if it names ${to} at the coordinates of the journal, start it.`,
    },
    fingerprint,
    nodes: [
      ...openingSteps(input.recorded, [server, to]),
      stillAsPlanned(input),
      ...closeSteps(input),
      ...dropLogStep(input),
      ...tellStep(input),
      pointStep(input),
      ...startSteps(input),
      ...proveSteps(input),
      ...closingSteps(input.recorded),
    ],
    line: attachLine,
    lineText: `from here undone only while ${server} has applied nothing`,
    expect: expectations(input),
    leftBehind: [],
  };
}

function stillAsPlanned(input: AttachInput): PlanNode {
  const { server, to } = input;
  return wait({
    id: 'as-planned',
    server,
    title: 'Look again, under the lock: is everything as planned?',
    why: 'Another operation may have ended since the servers were read.',
    until: asPlanned.ref({ servers: [planned(input, server), planned(input, to)] }),
    withinMs: timings.asPlanned,
  });
}

function planned(input: AttachInput, server: ServerId): PlannedServer {
  const { readOnly, channels } = statusOf(input, server);
  const [channel] = channels;
  const follows = channel === undefined ? null : { channel: channel.name, source: namedSource(channel) };
  return { server, readOnly, follows };
}

function expectations(input: AttachInput): Plan['expect'] {
  const { server, to, because } = input;
  const persists = input.commands(server).persistClosed().length > 0;
  return [
    { label: server, text: `is closed for writes and follows ${to}` },
    { label: 'Begins', text: because },
    { label: 'Account', text: `‘${userOf(input)}’; its password is not shown, and not kept by Signalbox` },
    ...(persists
      ? []
      : [{ label: 'After a restart', text: 'write read_only=ON into its my.cnf: this server keeps no settings' }]),
    { label: to, text: 'goes on as before; it gets one more {replica}' },
    { label: 'If a step fails', text: `undone: ${server} follows nobody, and is as open as it was` },
  ];
}

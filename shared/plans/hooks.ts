import type { ClusterConfiguration } from '../domain/configuration.ts';
import type { HookConfiguration, HookMoment } from '../domain/hook.ts';
import type { ServerId } from '../domain/server.ts';
import { hook, leaveBehind } from './nodes.ts';
import type { GroupNode, HookNode } from './plan.ts';

/** What a hook is told of the servers. */
export interface HookRoles {
  readonly oldMaster: ServerId;
  /** null while it is not known. */
  readonly newMaster: ServerId | null;
}

type Hooked = Pick<ClusterConfiguration, 'name' | 'hooks'>;

/**
 * The cluster's hooks of one moment, in the order of the configuration. A failure stops the plan; for `after` use
 * `hooksAfter`, for `undone` put them into the plan's `undone`.
 */
export function hooksAt(cluster: Hooked, at: HookMoment, roles: HookRoles): readonly HookNode[] {
  return cluster.hooks.filter((entry) => entry.at === at).map((entry) => hookNode(cluster, entry, roles));
}

/** The `after` hooks, past the line: one that fails becomes a note with its way out, and the others are run. */
export function hooksAfter(cluster: Hooked, roles: HookRoles): readonly GroupNode[] {
  return hooksAt(cluster, 'after', roles).map((node) =>
    leaveBehind(`${node.id}:left`, null, `Hook “${node.name}”`, wayOut(node), [node]),
  );
}

/** What of the configuration shapes a plan: all that its hooks are, of whatever moment. */
export function shapingHooks({ hooks }: Hooked): readonly string[] {
  return hooks.map((entry) => JSON.stringify([entry.name, entry.at, entry.command, entry.timeoutMs]));
}

/** An argument list as people read it, each argument in quotes of its own. */
export function commandText(command: readonly string[]): string {
  return command.map((argument) => JSON.stringify(argument)).join(' ');
}

function hookNode(cluster: Hooked, { name, at, command, timeoutMs }: HookConfiguration, roles: HookRoles): HookNode {
  return hook({
    id: `hook-${at}:${name}`,
    name,
    at,
    title: titleOf(name, at),
    why: whyOf(at),
    command,
    withinMs: timeoutMs,
    environment: {
      SIGNALBOX_CLUSTER: cluster.name,
      SIGNALBOX_OLD_MASTER: roles.oldMaster,
      ...(roles.newMaster === null ? {} : { SIGNALBOX_NEW_MASTER: roles.newMaster }),
      SIGNALBOX_HOOK: name,
      SIGNALBOX_AT: at,
    },
  });
}

function titleOf(name: string, at: HookMoment): string {
  switch (at) {
    case 'before':
      return `Run hook “${name}” before the switch`;
    case 'fence':
      return `Run hook “${name}” to fence the old {source}`;
    case 'after':
      return `Run hook “${name}” after the switch: the new {source} takes writes`;
    case 'undone':
      return `Only if it is undone: run hook “${name}”`;
  }
}

function whyOf(at: HookMoment): string {
  switch (at) {
    case 'before':
      return 'Yours, from the configuration. If it fails, or takes longer than its time, the plan stops and is undone.';
    case 'fence':
      return 'Yours, from the configuration. Without a fence two servers could take writes: if it fails, the plan stops and is undone.';
    case 'after':
      return 'Yours, from the configuration. If it fails, a note says so and the plan goes on: there is no way back here.';
    case 'undone':
      return 'Yours, from the configuration. It is run at the very end of an undo, if a hook was begun before; if it fails, a note says so.';
  }
}

function wayOut({ command, environment }: HookNode): string {
  const variables = Object.entries(environment).map(([name, text]) => `${name}=${text}`);
  return `Run it by hand, or do what it is there for: ${commandText(command)} with ${variables.join(', ')}.`;
}

import type { Continuation } from '../../dialects/commands.ts';
import type { ChannelFacts } from '../../domain/channel.ts';
import { formatPosition } from '../../domain/position.ts';
import { appliedNothing, pointedExactly } from '../../guards/proofs/repoint.ts';
import type { GuardRef, ValueRef } from '../../guards/ref.ts';
import type { StopPoint } from '../../guards/stop-point.ts';
import { nothingToUndo, statements, undoBy, value } from '../nodes.ts';
import type { Statement, Undo } from '../plan.ts';
import { namedSource, type GoesOn, type RepointInput } from './repoint-input.ts';
import { stopPoint } from './stop-steps.ts';
import { timings } from './timings.ts';

/** The channel named as it was found, at the point where it stopped, while nothing was applied since. */
export function backWhereItStood(input: RepointInput): Undo {
  const { channel, reset } = input;
  if (standsNowhere(channel)) return nothingToUndo('it stood nowhere before; stopped, it stays where it is proved');
  const back = reset?.back ?? null;
  const where =
    back === null
      ? 'where it stopped'
      : `at ${formatPosition(back)}, where its data stands: the lower position that it showed was right only together with its workers’ notes`;
  return undoBy(`Back to ${namedSource(channel)}, ${where}`, goBack(input), pointedBack(input), {
    withinMs: timings.undoByStop,
    provided: mayGoBack(input),
    gate: true,
  });
}

/** A reset channel has no coordinates that it could be given back. */
function standsNowhere({ positioning, executed }: ChannelFacts): boolean {
  return positioning === 'file' && executed.file === '';
}

/**
 * What a server refused to change it also refuses to change back: MySQL's workers may have left gaps (1802). The proof
 * decides then.
 */
function goBack(input: RepointInput): readonly Statement[] {
  const sqls = [input.commands.stopReplica(input.channel.name), backStatement(input)];
  const binds = { file: value(stopPoint, 'file'), offset: value(stopPoint, 'offset') };
  return statements('control', sqls, binds).map((statement) => ({ ...statement, tolerate: [1802] }));
}

function backStatement({ commands, channel, tls, delayS, reset }: RepointInput): string {
  const { positioning } = channel;
  return commands.repoint({
    channel: channel.name,
    to: channel.source,
    continuation: positioning === 'file' ? { kind: 'file', position: reset?.back ?? 'bound' } : byGtid(positioning),
    credentials: null,
    transport: null,
    ...(tls === null ? {} : { tls: channel.tls }),
    ...(delayS === null ? {} : { delayS: channel.delayS }),
  });
}

function pointedBack({ replica, channel, tls, reset }: RepointInput): GuardRef {
  return pointedExactly.ref({
    server: replica,
    channel: channel.name,
    host: channel.source.host,
    port: channel.source.port,
    positioning: channel.positioning,
    ...backAt(channel, reset),
    gtid: null,
    delayS: channel.delayS,
    executedOnly: true,
    ...(reset === null || reset.back === null ? {} : { orStill: value(stopPoint) }),
    tls: tls === null ? null : channel.tls.enabled,
  });
}

function backAt(
  { positioning }: ChannelFacts,
  reset: RepointInput['reset'],
): { readonly file: string | null | ValueRef; readonly offset: number | null | ValueRef } {
  if (positioning !== 'file') return { file: null, offset: null };
  return reset?.back ?? { file: value(stopPoint, 'file'), offset: value(stopPoint, 'offset') };
}

export function byGtid(positioning: 'auto-position' | 'slave_pos' | 'current_pos'): Continuation {
  return positioning === 'auto-position' ? { kind: 'auto-position' } : { kind: 'mariadb-gtid', use: positioning };
}

/** GTIDs say by themselves what was applied; coordinates don't: sent again, they would repeat it. */
export function mayGoBack(input: RepointInput): readonly GuardRef[] {
  return input.channel.positioning === 'file' || input.goesOn.kind !== 'gtid' ? [nothingSince(input)] : [];
}

/** Since it was stopped nothing was applied: it stands there, or where it was put. */
export function nothingSince({ replica, channel, goesOn }: RepointInput): GuardRef {
  return appliedNothing.ref({
    server: replica,
    channel: channel.name,
    at: startedFrom(goesOn),
    before: value(stopPoint),
  });
}

/** Where the applier begins. */
export function startedFrom(goesOn: GoesOn): StopPoint | ValueRef {
  switch (goesOn.kind) {
    case 'gtid':
    case 'stop-point':
      return value(stopPoint);
    case 'position':
      return { ...goesOn.position, gtid: null };
    case 'value':
      return value(goesOn.name);
  }
}

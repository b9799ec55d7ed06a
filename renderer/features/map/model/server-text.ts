import type { ChannelView, Role, ServerView } from '../../../../shared/domain/topology.ts';
import { spanText } from '../../../ui/text/age.ts';

const roleTags: Record<Role, string> = {
  source: '{source}',
  replica: '{replica}',
  intermediate: '{replica} and {source}',
  standalone: 'standalone',
  unreachable: 'unreachable',
};

/** A role in `{source}` words. */
export function roleTag(role: Role): string {
  return roleTags[role];
}

/** Whether it takes writes, and by which setting it does not; null when unknown. */
export function accessText(server: ServerView): string | null {
  if (server.writable === null) return null;
  if (server.writable) return 'writable';
  return server.superReadOnly === true ? 'super_read_only' : 'read_only';
}

/** `uptimeS` in s. */
export function uptimeText(uptimeS: number): string {
  return spanText(uptimeS * 1000);
}

const positionings: Record<ChannelView['positioning'], string> = {
  file: 'file and offset',
  'auto-position': 'GTID, auto-position',
  slave_pos: 'GTID, slave_pos',
  current_pos: 'GTID, current_pos',
};

/** How a channel asks its source for what comes next. */
export function positioningText(positioning: ChannelView['positioning']): string {
  return positionings[positioning];
}

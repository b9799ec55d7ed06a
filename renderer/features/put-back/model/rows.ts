import { channelOf as channelIn, isReset } from '../../../../shared/analysis/history/events.ts';
import { sampleOfRecord } from '../../../../shared/analysis/history/sample-of.ts';
import type { ChannelFacts } from '../../../../shared/domain/channel.ts';
import { formatPosition, type BinlogPosition } from '../../../../shared/domain/position.ts';
import type { RecordEntry } from '../../../../shared/domain/record.ts';
import type { ChannelView, ServerView } from '../../../../shared/domain/topology.ts';
import { asItStood } from '../../../../shared/plans/put-back/as-it-stood.ts';
import type { Restore } from '../../../../shared/plans/put-back-view.ts';

/** One setting now and as recorded; `part` null: coordinates, which are always put back. */
export interface SettingRow {
  readonly label: string;
  readonly part: keyof Restore | null;
  /** null: not known now. */
  readonly now: string | null;
  readonly recorded: string;
  readonly differs: boolean;
}

/** The record's channel that is put back: the named one, or the only one. */
export function channelOf(record: RecordEntry, name: string | null): ChannelFacts | null {
  if (name !== null) return record.channels.find((channel) => channel.name === name) ?? null;
  return record.channels.length === 1 ? (record.channels[0] ?? null) : null;
}

/** The record as of before its channel lost its place, where it is the record of that very loss. */
export function asOfBefore(record: RecordEntry, channel: string): RecordEntry {
  const { before } = record;
  const [had, has] = [before, sampleOfRecord(record)].map((sample) => sample && channelIn(sample, channel));
  if (before === undefined || had === undefined || has === undefined || !isReset(had, has)) return record;
  return asItStood(record, channel, before);
}

/** What would change, side by side. `now` is the server as the map shows it; null where it is not there. */
export function rowsOf(record: RecordEntry, channel: ChannelFacts, now: ServerView | null): readonly SettingRow[] {
  const seen = now?.channels.find((one) => one.name === channel.name) ?? null;
  const source = `${channel.source.host}:${String(channel.source.port)}`;
  return [
    row('Executed position', null, positionText(seen?.executed), positionText(channel.executed) ?? 'none'),
    row('{Source}', 'source', seen?.source ?? null, source),
    row('IO / SQL thread', 'threads', seen === null ? null : threads(seen), threads(channel)),
    row('Filters', 'filters', seen === null ? null : list(seen.filters), list(channel.filters)),
    row('Delay', 'delay', seen === null ? null : `${String(seen.delayS)} s`, `${String(channel.delayS)} s`),
    row('TLS', 'tls', null, channel.tls.enabled ? (channel.tls.verify ? 'on, verified' : 'on') : 'off'),
    row('read_only', 'readOnly', readOnly(now), record.readOnly ? 'ON' : 'OFF'),
  ];
}

function row(label: string, part: SettingRow['part'], now: string | null, recorded: string): SettingRow {
  return { label, part, now, recorded, differs: now !== null && now !== recorded };
}

function positionText(position: BinlogPosition | undefined): string | null {
  if (position === undefined) return null;
  return position.file === '' ? 'none' : formatPosition(position);
}

function threads({ io, sql }: Pick<ChannelView, 'io' | 'sql'>): string {
  const words = { yes: 'running', no: 'stopped', connecting: 'connecting' } as const;
  return `${words[io]} / ${words[sql]}`;
}

function list(filters: readonly string[]): string {
  return filters.length === 0 ? 'none' : filters.join(', ');
}

function readOnly(now: ServerView | null): string | null {
  if (now === null || now.writable === null) return null;
  return now.writable ? 'OFF' : 'ON';
}

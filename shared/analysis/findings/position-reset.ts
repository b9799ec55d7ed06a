import type { ChannelFacts } from '../../domain/channel.ts';
import { factOf, type ServerFacts } from '../../domain/facts.ts';
import type { PositionReset } from '../../domain/finding.ts';
import { formatPosition } from '../../domain/position.ts';
import type { ChannelReset, ServerHistory } from '../history/resets.ts';
import { hasKept } from '../history/events.ts';
import { sampleOf } from '../history/sample-of.ts';
import type { FindingDraft, SeenCluster } from './draft.ts';
import { distinct } from './phrases.ts';
import { answers } from './relations.ts';

/** Channels whose position was lost by a CHANGE MASTER or RESET, and that were not put back since. */
export function positionResetFindings(seen: SeenCluster): readonly FindingDraft[] {
  return seen.servers.filter(answers).flatMap((view) => {
    const facts = seen.facts.get(view.id);
    const channels = factOf(facts, 'status')?.channels ?? [];
    if (facts === undefined) return [];
    return channels.flatMap((channel) => {
      const draft = resetFinding(facts, channel, seen.history?.get(view.id));
      if (draft === null) return [];
      const source = view.channels.find(({ name }) => name === channel.name)?.source;
      return [{ ...draft, servers: distinct([view.id, ...(source === undefined ? [] : [source])]) }];
    });
  });
}

function resetFinding(
  facts: ServerFacts,
  channel: ChannelFacts,
  history: ServerHistory | undefined,
): FindingDraft | null {
  if (channel.positioning !== 'file') return null;
  const reset = history?.resets.find((found) => found.channel === channel.name);
  if (reset !== undefined) return seenReset(facts, channel, reset);
  const isSettled = history !== undefined && history.settledAt !== null;
  return !isSettled && bearsTheMark(channel) ? unseenReset(facts, channel) : null;
}

/** A channel that was reset and not started since: no file, offset 0. */
function bearsTheMark({ executed, io, sql }: ChannelFacts): boolean {
  return executed.file === '' && executed.offset === 0 && io === 'no' && sql === 'no';
}

function seenReset(facts: ServerFacts, channel: ChannelFacts, reset: ChannelReset): FindingDraft {
  const proof = proofOf(facts, channel, reset);
  const details: PositionReset = {
    kind: 'position-reset',
    channel: channel.name,
    at: reset.at,
    was: reset.was,
    now: channel.executed,
    proof,
    record: reset.stoppedRecord ?? reset.record,
  };
  return {
    ...about(facts, proof === 'gtid' && skipsWhatItHas(facts) ? 'info' : 'critical'),
    message: `${facts.server}${named(channel)}: the position was reset, seen at ${timeOf(reset.at)}. It was at ${formatPosition(reset.was)}${evidenceOf(details)} and now ${whereNow(channel)}.`,
    explanation: explanationOf(details, facts),
    details,
  };
}

function unseenReset(facts: ServerFacts, channel: ChannelFacts): FindingDraft {
  const now = channel.executed;
  const known = { at: 0, was: null, proof: 'none', record: null } as const;
  const details: PositionReset = { kind: 'position-reset', channel: channel.name, now, ...known };
  return {
    ...about(facts, 'warning'),
    message: `${facts.server}${named(channel)} has no position: it was reset, and would replicate from the beginning if it were started.`,
    explanation: `Do not start it. ${explanationOf(details, facts)}`,
    details,
  };
}

function proofOf(facts: ServerFacts, channel: ChannelFacts, reset: ChannelReset): PositionReset['proof'] {
  if (reset.stoppedRecord !== null) return 'stopped-record';
  const now = sampleOf(facts);
  const isKept = reset.before.gtid !== null && now !== undefined && hasKept(reset.before, now);
  if (isKept && (skipsWhatItHas(facts) || channel.executed.file === '')) return 'gtid';
  return 'running-record';
}

/** MySQL leaves out transactions whose GTID it has, also where it asks by file and offset. */
function skipsWhatItHas(facts: ServerFacts): boolean {
  const gtid = factOf(facts, 'status')?.gtid;
  return gtid?.kind === 'mysql' && gtid.mode === 'ON';
}

function about(
  facts: ServerFacts,
  severity: FindingDraft['severity'],
): Pick<FindingDraft, 'code' | 'severity' | 'server' | 'servers'> {
  return { code: 'position-reset', severity, server: facts.server, servers: [facts.server] };
}

function evidenceOf({ proof, record }: PositionReset): string {
  const which = record === null ? '' : `record ${record}, `;
  switch (proof) {
    case 'stopped-record':
      return ` (${which}SQL thread seen stopped)`;
    case 'running-record':
      return ` or further (${which}seen while it ran)`;
    case 'gtid':
    case 'none':
      return '';
  }
}

function whereNow({ executed, io, sql }: ChannelFacts): string {
  if (executed.file === '') return 'begins at the beginning';
  return `${io === 'no' && sql === 'no' ? 'stands' : 'replicates'} at ${formatPosition(executed)}`;
}

function explanationOf({ proof, record }: PositionReset, facts: ServerFacts): string {
  switch (proof) {
    case 'stopped-record':
      return `A CHANGE MASTER or RESET without coordinates did this; what is in the logs from there on is applied once more, silently or until an error. Stop it now (both threads). Where it stopped is recorded: put it back from record ${record ?? ''}. If anything was applied since the reset, compare its data first.`;
    case 'running-record':
      return 'A CHANGE MASTER or RESET without coordinates did this; what is in the logs from there on is applied once more, silently or until an error. Stop it now (both threads). The place named is a lower bound, as it was still running there: putting it back to it would repeat transactions. Look for the place where it stopped in its error log or its own binary log; else compare its data or set it up again from a copy.';
    case 'gtid':
      return skipsWhatItHas(facts)
        ? 'Only the coordinates were lost: the server knows by GTID what it has, and leaves that out. It may have to read long logs, and stops if they are purged. Let it ask by GTID (auto-position).'
        : 'Nothing was applied since: its GTID position still says what it has. Do not start it as it is; put it back by GTID.';
    case 'none':
      return 'Nothing recorded says where it was. Look for the place in its error log or its own binary log; else set it up again from a copy.';
  }
}

function timeOf(at: number): string {
  return `${new Date(at).toISOString().slice(11, 19)} UTC`;
}

function named(channel: ChannelFacts): string {
  return channel.name === '' ? '' : ` (channel ${channel.name})`;
}

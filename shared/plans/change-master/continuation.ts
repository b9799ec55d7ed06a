import { parseMariadbGtids } from '../../domain/gtid/mariadb-gtid.ts';
import { factOf, type FactsByServer } from '../../domain/facts.ts';
import { formatPosition } from '../../domain/position.ts';
import type { WantedContinuation } from '../change-master-view.ts';
import type { GoesOn } from '../repoint/repoint-input.ts';
import type { Evidence } from './evidence.ts';
import { takeover, whyNoMeeting } from './meeting.ts';
import type { ChangeMasterShape } from './shape.ts';

/** Where the channel goes on and what proves it, or why that can't be told and what would be needed. */
export type Decision =
  | { readonly kind: 'proved'; readonly goesOn: GoesOn; readonly because: string }
  | { readonly kind: 'refused'; readonly because: string; readonly needed: string };

/** Decides from everything that was read. Nothing is ever guessed: what is not proved is refused. */
export function decide(
  wanted: WantedContinuation,
  shape: ChangeMasterShape,
  facts: FactsByServer,
  evidence: Evidence,
): Decision {
  const byGtid = shape.channel.positioning !== 'file';
  switch (wanted.kind) {
    case 'gtid':
      return goOnByGtid(shape, facts);
    case 'auto':
      return byGtid ? goOnByGtid(shape, facts) : goOnByFile(shape, facts, evidence);
    case 'match':
      return byContent(shape, evidence);
    case 'position':
      return typed(wanted, goOnByFile(shape, facts, evidence), shape, evidence);
  }
}

function goOnByGtid({ channel, to }: ChangeMasterShape, facts: FactsByServer): Decision {
  const family = factOf(facts.get(to), 'identity')?.version.family;
  if (family === 'mysql')
    return {
      kind: 'proved',
      goesOn: { kind: 'gtid', positioning: 'auto-position' },
      because: 'by GTID (auto-position): after everything that it has executed',
    };
  const positioning = channel.positioning === 'current_pos' ? 'current_pos' : 'slave_pos';
  return {
    kind: 'proved',
    goesOn: { kind: 'gtid', positioning },
    because: `by GTID (${positioning}): after everything that it has replicated`,
  };
}

function goOnByFile(shape: ChangeMasterShape, facts: FactsByServer, evidence: Evidence): Decision {
  if (shape.relation === 'same') return sameServer(shape, facts, evidence);
  const { replica, to, through, relation } = shape;
  const { promotion } = evidence;
  if (promotion?.standsThere === true)
    return {
      kind: 'proved',
      goesOn: { kind: 'position', position: promotion.takeover },
      because: `at ${formatPosition(promotion.takeover)}, where ${to} took over by operation ${promotion.operation}: ${replica} stands at the final position of its old {source}`,
    };
  const hindrance = whyNoMeeting(shape);
  if (hindrance === null && through !== null)
    return {
      kind: 'proved',
      goesOn: { kind: 'value', name: takeover },
      because:
        relation === 'sibling'
          ? `where both have stopped at the same transaction of ${shape.source}; ${through.server} pauses for that`
          : `where ${through.server} stands in the log of ${to}, once ${replica} has applied all of it; ${through.server} pauses for that`,
    };
  const matched = byContent(shape, evidence);
  if (matched.kind === 'proved') return matched;
  return refused(
    `Where ${replica} is in the log of ${to} can't be derived: ${String(hindrance)}; ${matched.because}`,
    'Go on by GTID (--gtid) where both servers have them; or let both replicate from the same {source}, so that they can meet; or stop it, so that its last transactions can be found there by content.',
  );
}

/** Its last transactions, found in the other's log. Only what stands still can be compared. */
function byContent({ replica, to, channel }: ChangeMasterShape, { tail }: Evidence): Decision {
  const stop = `Stop the applier of ${replica} first: what runs can't be compared.`;
  if (channel.sql === 'yes') return refused(`Its last transactions are not compared while ${replica} applies.`, stop);
  if (tail === null) return refused('Its last transactions were not compared.', stop);
  if (tail.kind === 'refused')
    return refused(
      `The last transactions of ${replica} were not found in the log of ${to}: ${tail.because}`,
      `Re-seed ${replica} from ${to}, or let it replicate from a server that has what it has.`,
    );
  const found = `its last ${String(tail.transactions)} transactions were found there by ${tail.by === 'gtid' ? 'GTID' : 'content'}, in one place`;
  return {
    kind: 'proved',
    goesOn: { kind: 'position', position: tail.position },
    because: `at ${formatPosition(tail.position)}: ${found}`,
  };
}

/** The way to the same server changes: its coordinates stay good, once it is proved that it is the same log. */
function sameServer(shape: ChangeMasterShape, facts: FactsByServer, { executed }: Evidence): Decision {
  const { channel, to, replica } = shape;
  const stranger = notTheSame(shape, facts);
  if (stranger !== null)
    return refused(stranger, 'If it was rebuilt or replaced, it is another server: go on by GTID, or re-seed.');
  const at = formatPosition(channel.executed);
  if (channel.io === 'yes') return kept(`${replica} is connected to it now`, at);
  if (executed?.kind === 'boundary') return kept(`its log has ${executed.text}`, at);
  return refused(
    `Whether ${at} is a place in the log of ${to} can't be proved: ${executed?.text ?? 'its log was not read'}.`,
    'Give Signalbox’s account REPLICATION SLAVE there, and check that it still has that log.',
  );

  function kept(proof: string, position: string): Decision {
    return {
      kind: 'proved',
      goesOn: { kind: 'stop-point' },
      because: `at its executed coordinates, ${position} or later: ${to} is the same server (${idText(shape)}), and ${proof}`,
    };
  }
}

function idText({ channel }: ChangeMasterShape): string {
  return channel.sourceUuid === null
    ? `server_id ${String(channel.sourceServerId)}`
    : `server_uuid ${channel.sourceUuid}`;
}

/** Why the server is not the one that the channel replicated from; null when it is. */
function notTheSame({ channel, to, replica }: ChangeMasterShape, facts: FactsByServer): string | null {
  const identity = factOf(facts.get(to), 'identity');
  if (identity === undefined) return `Who ${to} is could not be read.`;
  if (channel.sourceUuid !== null && channel.sourceUuid !== identity.uuid)
    return `${replica} replicated from a server with server_uuid ${channel.sourceUuid}; ${to} has ${String(identity.uuid)}.`;
  if (channel.sourceServerId !== null && channel.sourceServerId !== identity.serverId)
    return `${replica} replicated from server_id ${String(channel.sourceServerId)}; ${to} has ${String(identity.serverId)}.`;
  if (channel.sourceUuid === null && channel.sourceServerId === null)
    return `${replica} has not been connected to its {source} since it was pointed there: who that is can't be told.`;
  return unknownHistory({ to, replica }, facts);
}

/** On MariaDB the log itself says whether it holds what the replica has applied, whatever the coordinates are. */
function unknownHistory(
  { to, replica }: { readonly to: string; readonly replica: string },
  facts: FactsByServer,
): string | null {
  const [here, there] = [replica, to].map((server) => factOf(facts.get(server), 'status')?.gtid);
  if (here?.kind !== 'mariadb' || there?.kind !== 'mariadb') return null;
  const [position, state] = [parseMariadbGtids(here.slavePos), parseMariadbGtids(there.binlogState)];
  if (position === null || state === null) return 'A GTID position could not be read.';
  const lost = position.filter(
    (gtid) =>
      !state.some(
        (known) => known.domain === gtid.domain && known.server === gtid.server && known.sequence >= gtid.sequence,
      ),
  );
  return lost.length === 0
    ? null
    : `The log of ${to} does not hold what ${replica} has applied (gtid_slave_pos ${here.slavePos}): it was reset or rebuilt.`;
}

/** A typed position is compared with what is proved; alone it proves nothing. */
function typed(
  wanted: Extract<WantedContinuation, { kind: 'position' }>,
  derived: Decision,
  { to, channel, replica }: ChangeMasterShape,
  evidence: Evidence,
): Decision {
  const said = formatPosition(wanted);
  const place = evidence.typed;
  if (place !== null && place.kind !== 'boundary')
    return refused(`${said} is no place to start from in the log of ${to}: ${place.text}.`, 'Leave the position out.');
  if (derived.kind === 'refused')
    return refused(`Nothing proves that ${replica} goes on at ${said}. ${derived.because}`, derived.needed);
  const { goesOn } = derived;
  if (goesOn.kind === 'value')
    return refused(
      `${said} can't be compared: where ${replica} goes on is only known once both have stopped.`,
      'Leave the position out: the proved one is read and taken.',
    );
  const proved = goesOn.kind === 'position' ? goesOn.position : goesOn.kind === 'stop-point' ? channel.executed : null;
  if (proved === null || formatPosition(proved) === said) return derived;
  const running =
    goesOn.kind === 'stop-point' && channel.sql === 'yes' ? ' It is moving: stop it first to name a place.' : '';
  return refused(
    `${said} is not where ${replica} goes on: that is ${formatPosition(proved)} (${derived.because}).${running}`,
    'Leave the position out: the proved one is taken.',
  );
}

function refused(because: string, needed: string): Decision {
  return { kind: 'refused', because, needed };
}

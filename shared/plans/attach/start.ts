import type { Address } from '../../domain/address.ts';
import { factOf, type FactsByServer } from '../../domain/facts.ts';
import { formatMariadbGtids, highestByDomain, parseMariadbGtids } from '../../domain/gtid/mariadb-gtid.ts';
import { formatGtidSet, parseGtidSet } from '../../domain/gtid/mysql-gtid-set.ts';
import { formatPosition, type BinlogPosition } from '../../domain/position.ts';
import type { ServerId } from '../../domain/server.ts';
import { channelsOf, followersOf } from './followers.ts';
import type { DumpedPoint, DumpedStart, OfDump, WantedStart } from '../attach-view.ts';

/** Where a new replica begins. */
export type Start =
  | { readonly kind: 'file'; readonly position: BinlogPosition }
  /** `gtid` in its normal form: what the data holds. */
  | { readonly kind: 'gtid'; readonly gtid: string };

/** Whose log the coordinates count in. `unnamed`: whoever gives them does not say; `elsewhere`: of a server that was not found. */
export type Owner =
  | { readonly kind: 'to' }
  | { readonly kind: 'other'; readonly server: ServerId }
  | { readonly kind: 'elsewhere'; readonly named: string }
  | { readonly kind: 'unnamed' };

export type StartDecision =
  | { readonly kind: 'known'; readonly start: Start; readonly owner: Owner; readonly because: string }
  | { readonly kind: 'refused'; readonly because: string; readonly cure: string };

export interface StartQuestion {
  readonly server: ServerId;
  readonly to: ServerId;
  readonly wanted: WantedStart;
  /** What the dump says; null where none was named. */
  readonly dumped: DumpedStart | null;
  readonly facts: FactsByServer;
}

/** Decides where the server begins, from what was asked for and what the dump says. Pure. */
export function decideStart(question: StartQuestion): StartDecision {
  const { wanted, dumped, server, to } = question;
  switch (wanted.kind) {
    case 'position':
      return {
        kind: 'known',
        start: { kind: 'file', position: { file: wanted.file, offset: wanted.offset } },
        owner: { kind: 'unnamed' },
        because: `at ${formatPosition(wanted)} in the log of ${to}, as it was typed`,
      };
    case 'gtid':
      return byGtid(question, wanted.gtid, { kind: 'unnamed' }, 'as they were typed');
    case 'as-it-stands': {
      const stands = gtidOf(question.facts, server);
      return stands === null || stands === ''
        ? refused(
            `${server} does not say by GTID what it holds.`,
            'Name the dump that it was filled from (--coordinates-from), or the GTIDs (--gtid).',
          )
        : byGtid(question, stands, { kind: 'unnamed' }, 'as the server itself says');
    }
    case 'dump':
    case 'import':
      if (dumped === null) return refused('The dump was not read.', 'Name it again.');
      return dumped.unfinished === true
        ? refused(
            `The import of ${dumped.file} did not come to its end.`,
            'Go on with it first (signalbox import --resume).',
          )
        : fromDump(question, wanted, dumped);
  }
}

function refused(because: string, cure: string): StartDecision {
  return { kind: 'refused', because, cure };
}

function fromDump(question: StartQuestion, wanted: OfDump, { file, points }: DumpedStart): StartDecision {
  const { to } = question;
  if (points.length === 0)
    return refused(
      `The head of ${file} has no coordinates.`,
      'Say where it begins (--position FILE:OFFSET or --gtid SET), or take a dump that has them (signalbox dump).',
    );
  const named = wanted.pair === null ? points : points.filter((point) => isNamed(point, wanted.pair));
  const ofTo = named.filter(({ owner }) => ownerOf(question, owner).kind === 'to');
  const found = ofTo.length > 0 ? ofTo : named;
  const [point] = found;
  if (point === undefined)
    return refused(`${file} has no pair “${String(wanted.pair)}”.`, `It has: ${points.map(described).join('; ')}.`);
  if (found.length > 1)
    return refused(
      `${file} has several pairs of coordinates, and none of them names ${to}: ${points.map(described).join('; ')}.`,
      `Say which one counts in the log of ${to}: --pair own (for a {replica} of the dumped server) or --pair upstream (for a sibling of it).`,
    );
  return atPoint(question, wanted, file, point);
}

function isNamed({ pair }: DumpedPoint, wanted: 'own' | 'upstream' | null): boolean {
  return pair === wanted || (pair === 'unknown' && wanted === 'own');
}

function atPoint(question: StartQuestion, { by }: OfDump, file: string, point: DumpedPoint): StartDecision {
  const { position, gtid } = point;
  const owner = ownerOf(question, point.owner);
  const because = `as the head of ${file} says (${pairWords[point.pair]})`;
  const wantsGtid = by === 'gtid' || (by === null && gtid !== null && gtid !== '' && asksByGtid(question, position));
  if (wantsGtid)
    return gtid === null || gtid === ''
      ? refused(`${file} has no GTIDs for this pair.`, 'Begin by file and offset (--by file).')
      : byGtid(question, gtid, owner, because);
  if (position === null)
    return refused(
      `${file} has no file and offset for this pair, only GTIDs, and these can’t be used on both servers.`,
      'Turn GTIDs on on both, or take a dump with coordinates (signalbox dump).',
    );
  const start = { kind: 'file', position } as const;
  const log = `the log of ${whose(owner, question)}`;
  return { kind: 'known', start, owner, because: `at ${formatPosition(position)} in ${log}, ${because}` };
}

function whose(owner: Owner, { to }: StartQuestion): string {
  switch (owner.kind) {
    case 'other':
      return owner.server;
    case 'elsewhere':
      return owner.named;
    case 'to':
    case 'unnamed':
      return to;
  }
}

const pairWords = {
  own: 'the dumped server’s own position',
  upstream: 'what it had executed of its {source}',
  unknown: 'the dumped server’s own position, as it seems',
} as const;

function described({ pair, owner, position, gtid }: DumpedPoint): string {
  const place = [position === null ? '' : formatPosition(position), gtid === null ? '' : `GTID ${gtid}`];
  const of = owner === null ? '' : ` of ${owner.host}:${String(owner.port)}`;
  return `${pair === 'unknown' ? 'own' : pair}${of} (${place.filter((text) => text !== '').join(', ')})`;
}

/** By GTID where both can; on MariaDB, where every server can, as those do that follow it already, or as it does itself. */
function asksByGtid({ server, to, facts }: StartQuestion, position: BinlogPosition | null): boolean {
  const [here, there] = [server, to].map((id) => factOf(facts.get(id), 'status')?.gtid);
  if (here?.kind === 'mysql' && there?.kind === 'mysql') return here.mode === 'ON' && there.mode === 'ON';
  if (here?.kind !== 'mariadb' || there?.kind !== 'mariadb') return false;
  const beside = followersOf(facts, to).map(({ channel }) => channel);
  const asking = (beside.length === 0 ? channelsOf(facts, to) : beside).map(({ positioning }) => positioning);
  return position === null || asking.length === 0 || asking.some((positioning) => positioning !== 'file');
}

function byGtid({ server, facts }: StartQuestion, text: string, owner: Owner, because: string): StartDecision {
  const family = factOf(facts.get(server), 'status')?.gtid.kind;
  const gtid = family === 'mariadb' ? normalMariadb(text) : normalMysql(text);
  if (gtid === null || family === 'none')
    return refused(
      `“${text}” is no ${family === 'mariadb' ? 'GTID position' : 'set of GTIDs'}.`,
      'Copy it from the dump, or begin by file and offset.',
    );
  return { kind: 'known', start: { kind: 'gtid', gtid }, owner, because: `by GTID after ${gtid}, ${because}` };
}

function normalMariadb(text: string): string | null {
  const parsed = parseMariadbGtids(text);
  return parsed === null || parsed.length === 0 ? null : formatMariadbGtids(highestByDomain(parsed));
}

function normalMysql(text: string): string | null {
  const parsed = parseGtidSet(text);
  return parsed === null || parsed.size === 0 ? null : formatGtidSet(parsed);
}

/** What the server says by GTID that it holds; null where it has none. */
function gtidOf(facts: FactsByServer, server: ServerId): string | null {
  const gtid = factOf(facts.get(server), 'status')?.gtid;
  if (gtid?.kind === 'mysql') return gtid.executed;
  return gtid?.kind === 'mariadb' ? gtid.slavePos : null;
}

function ownerOf({ to, facts }: StartQuestion, owner: Address | null): Owner {
  if (owner === null) return { kind: 'unnamed' };
  const named = `${owner.host}:${String(owner.port)}`;
  const server = [...facts.values()].find(
    (entry) => entry.server === named || entry.aliases.includes(named) || isReported(entry.server, owner, facts),
  )?.server;
  if (server === undefined) return { kind: 'elsewhere', named };
  return server === to ? { kind: 'to' } : { kind: 'other', server };
}

function isReported(server: ServerId, { host, port }: Address, facts: FactsByServer): boolean {
  const identity = factOf(facts.get(server), 'identity');
  return identity !== undefined && identity.port === port && [identity.reportHost, identity.hostname].includes(host);
}

import { factOf, type SemiSyncSource } from '../domain/facts.ts';
import { atLeast, type ServerId, type Version } from '../domain/server.ts';
import { defineGuard } from './define.ts';
import { block, loss, needsOf, pass, warn } from './guard.ts';
import { semiSyncMove, semiSyncOf, type SemiSyncMove, type SemiSyncQuestion } from './semi-sync-move.ts';

const unused = 'Nobody waits for acknowledgements: the roles of semi-sync are left as they are.';

/** Can enough replicas acknowledge what the new source writes? Else its first write would wait for the time-out. */
export const enoughAcknowledge = defineGuard<Omit<SemiSyncQuestion, 'source'> & { readonly source: ServerId }>({
  code: 'semi-sync-acknowledgers',
  about: ({ candidate }) => candidate,
  needs: ({ candidate, source, followers }) =>
    [source, candidate, ...followers].flatMap((server) => needsOf(server, 'semiSync')),
  unknown: 'block',
  check: (question, facts) => {
    const move = semiSyncMove(question, facts);
    if (move === null) return pass(unused);
    const { candidate, source } = question;
    const waitsFor = `${candidate} waits for ${acknowledgements(move.count)} as {source}`;
    switch (move.acknowledged) {
      case 'before-opening':
        return pass(`${waitsFor}: ${attached(move)}.`);
      case 'with-old-source':
        return warn(
          `${waitsFor}, and too few {replicas} can acknowledge before ${source} follows: until then ${candidate} takes writes that nobody acknowledges, and they are lost if it is lost in that time.`,
          `It is the time in which ${source} is attached; semi-sync is switched on at ${candidate} right after. To have none, let one more {replica} acknowledge first.`,
        );
      case 'never':
        return block(
          `${waitsFor}, and after the switch ${able(move, semiSyncOf(facts, source)?.replica ? [source] : [])} could acknowledge: each of its writes would wait for the time-out.`,
          `Let more {replicas} acknowledge (their replica role on, then STOP and START of their IO thread), lower the number of acknowledgements on ${candidate}, or switch semi-sync off on ${source} for the switchover.`,
        );
    }
  },
});

/** The same where the source is gone: said, since a failover can't wait for that. */
export const rolesMove = defineGuard<Omit<SemiSyncQuestion, 'source'>>({
  code: 'semi-sync-roles',
  about: ({ candidate }) => candidate,
  needs: ({ candidate, followers }) => [candidate, ...followers].flatMap((server) => needsOf(server, 'semiSync')),
  unknown: 'warn',
  check: ({ candidate, followers }, facts) => {
    const move = semiSyncMove({ candidate, followers, source: null }, facts);
    if (move === null) return pass(unused);
    const version = factOf(facts.get(candidate), 'identity')?.version;
    if (semiSyncOf(facts, candidate)?.source === null)
      return warn(
        `${candidate} has no plugin for the {source}'s part of semi-sync: it takes writes that nobody acknowledges.`,
        `Afterwards on ${candidate}: ${installing('source', version)} and switch it on.`,
      );
    const waitsFor = `${candidate} waits for ${acknowledgements(move.count)} as {source}`;
    return move.acknowledged === 'before-opening'
      ? pass(`${waitsFor}: ${attached(move)}. Should one of them not come along, it is undone: leave it behind then.`)
      : warn(
          `${candidate} would wait for ${acknowledgements(move.count)} as {source}, and ${able(move, [])} can acknowledge: it is opened with semi-sync off, and takes writes that nobody acknowledges.`,
          `It is switched on again when the old {source} rejoins, or by hand once enough {replicas} acknowledge.`,
        );
  },
});

/** A silent replica may be the only one that acknowledged a write: its client was told that it is safe. */
export const noOnlyCopy = defineGuard<Omit<SemiSyncQuestion, 'source'> & { readonly silent: readonly ServerId[] }>({
  code: 'semi-sync-only-copy',
  about: () => null,
  needs: ({ candidate, followers }) => [candidate, ...followers].flatMap((server) => needsOf(server, 'semiSync')),
  unknown: 'warn',
  check: ({ candidate, followers, silent }, facts) => {
    if (semiSyncMove({ candidate, followers, source: null }, facts) === null) return pass(unused);
    return silent.length === 0
      ? pass('Every {replica} that may have acknowledged a write answers.')
      : loss(
          `Writes were acknowledged by one {replica} or more, and ${silent.join(', ')} ${silent.length === 1 ? 'does' : 'do'} not answer: the only copy of what clients were told is safe may be there.`,
          'Bring it back first, and take the one that received most. Do not RESET or re-seed it before its logs have been looked at.',
        );
  },
});

/** What the new role needs is loaded: the source's part on the candidate, the replica's on the old source. */
export const semiSyncLoaded = defineGuard<{ server: ServerId; side: 'source' | 'replica' }>({
  code: 'semi-sync-plugin-missing',
  about: ({ server }) => server,
  needs: ({ server }) => needsOf(server, 'identity', 'semiSync'),
  unknown: 'block',
  check: ({ server, side }, facts) => {
    const loaded = (semiSyncOf(facts, server)?.[side] ?? null) !== null;
    if (loaded) return pass(`${server} has what semi-sync needs as {${side}}.`);
    const cure = `On ${server}: ${installing(side, factOf(facts.get(server), 'identity')?.version)} Where super_read_only refuses it, switch that off for the moment; read_only stays on.`;
    return side === 'source'
      ? block(`${server} can't wait for acknowledgements as {source}: its plugin is not loaded.`, cure)
      : warn(`${server} will not acknowledge as {replica}: its plugin is not loaded.`, cure);
  },
});

/** Commits that wait for acknowledgements hold up the closing of a server. Rulebook section 1. */
export const commitsGetThrough = defineGuard<{ source: ServerId; lockWaitS: number }>({
  code: 'semi-sync-stuck',
  about: ({ source }) => source,
  needs: ({ source }) => needsOf(source, 'semiSync'),
  unknown: 'warn',
  check: ({ source, lockWaitS }, facts) => {
    const side = semiSyncOf(facts, source)?.source ?? null;
    const stuck = side !== null && side.enabled && side.waits && side.waitsForNobody && side.clients < side.count;
    return stuck
      ? warn(
          `Commits on ${source} wait for ${acknowledgements(side.count)}, and it counts only ${String(side.clients)} {replicas} that give one (${String(side.waitingSessions)} waiting now): closing it waits behind them, at most ${String(lockWaitS)} s, and is then undone.`,
          `Bring an acknowledging {replica} back, or on ${source}: SET GLOBAL rpl_semi_sync_${side.word}_enabled = OFF; it lets them go at once.`,
        )
      : pass(`No commit on ${source} is held up by semi-sync.`);
  },
});

/** The candidate waits as the source does. */
export const waitsAlike = defineGuard<{ source: ServerId; candidate: ServerId }>({
  code: 'semi-sync-drift',
  about: ({ candidate }) => candidate,
  needs: ({ source, candidate }) => [source, candidate].flatMap((server) => needsOf(server, 'semiSync')),
  unknown: 'warn',
  check: ({ source, candidate }, facts) => {
    const [was, will] = [source, candidate].map((server) => semiSyncOf(facts, server)?.source ?? null);
    const differs = was && will ? differencesOf(was, will) : [];
    return differs.length === 0
      ? pass(`${candidate} waits for acknowledgements as ${source} does.`)
      : warn(
          `${candidate} waits for acknowledgements in another way than ${source}: ${differs.join(', ')}.`,
          `Set it there as it is on ${source}, if it is meant to be.`,
        );
  },
});

function differencesOf(was: SemiSyncSource, will: SemiSyncSource): readonly string[] {
  const named = [
    ['number', was.count, will.count],
    ['time-out in ms', was.timeoutMs, will.timeoutMs],
    ['wait point', was.waitPoint, will.waitPoint],
    ['waits while nobody is there', was.waitsForNobody, will.waitsForNobody],
  ] as const;
  return named.flatMap(([name, a, b]) => (a === b ? [] : [`${name} ${String(a)} → ${String(b)}`]));
}

function acknowledgements(count: number): string {
  return `${String(count)} ${count === 1 ? 'acknowledgement' : 'acknowledgements'}`;
}

function attached({ already, first }: SemiSyncMove): string {
  const parts = [
    ...(already.length > 0 ? [`${already.join(', ')} follow it already`] : []),
    ...(first.length > 0
      ? [`${first.join(', ')} ${first.length === 1 ? 'is' : 'are'} attached before it is opened`]
      : []),
  ];
  return parts.join(', and ');
}

function able({ already, first }: SemiSyncMove, more: readonly ServerId[]): string {
  const all = [...already, ...first, ...more];
  return all.length === 0 ? 'nobody' : `only ${all.join(', ')}`;
}

/** MySQL's statement for one plugin; MariaDB has both built in. Source: MySQL manual, “Installing Semisynchronous Replication”. */
function installing(side: 'source' | 'replica', version: Version | undefined): string {
  const old = version === undefined || version.family === 'mariadb' || !atLeast(version, 8, 0, 26);
  const word = old ? { source: 'master', replica: 'slave' }[side] : side;
  return `INSTALL PLUGIN rpl_semi_sync_${word} SONAME 'semisync_${word}.so';`;
}

import { factOf, type AccountFacts } from '../domain/facts.ts';
import type { ServerId } from '../domain/server.ts';
import { defineGuard } from './define.ts';
import { block, needsOf, pass, warn } from './guard.ts';

function replicationAccounts(accounts: readonly AccountFacts[], user: string): readonly AccountFacts[] {
  return accounts.filter((account) => account.user === user && account.replicationReplica && !account.locked);
}

/** Host pattern, plugin and password digest: what must be equal for the account to work alike. */
function keyOf(account: AccountFacts): string {
  return JSON.stringify([account.host, account.plugin, account.authDigest]);
}

/**
 * Would the replication account work on the candidate? Compared in the servers' own tables:
 * a login test from a workstation proves nothing for `repl@10.%`.
 */
export const replicationAccount = defineGuard<{ candidate: ServerId; source: ServerId; user: string }>({
  code: 'replication-account',
  about: ({ candidate }) => candidate,
  needs: ({ candidate, source }) => [...needsOf(candidate, 'accounts'), ...needsOf(source, 'accounts')],
  unknown: 'block',
  check: ({ candidate, source, user }, facts) => {
    const here = replicationAccounts(factOf(facts.get(candidate), 'accounts')?.accounts ?? [], user);
    const there = replicationAccounts(factOf(facts.get(source), 'accounts')?.accounts ?? [], user);
    if (here.length === 0) {
      return block(
        `${candidate} has no usable account ‘${user}’ with REPLICATION SLAVE.`,
        `Create it there as it is on ${source}: same host pattern, plugin and password, with GRANT REPLICATION SLAVE ON *.*.`,
      );
    }
    const keys = new Set(here.map(keyOf));
    const missing = there.filter((account) => !keys.has(keyOf(account)));
    return missing.length === 0
      ? pass(`The replication account ‘${user}’ is the same on ${candidate} and ${source}.`)
      : block(
          `The replication account differs: ${missing.map((a) => `‘${a.user}’@‘${a.host}’`).join(', ')} of ${source} is not there, or is stored with another password, salt or plugin, on ${candidate}.`,
          `Make the account on ${candidate} equal to that on ${source}, unlogged: the text after IDENTIFIED … AS in SHOW CREATE USER. The same password salted apart counts as different, since it can't be compared.`,
        );
  },
});

/**
 * Servers take the most specific host first, and the user only then: who logs in from a host that has an anonymous
 * account is that one, not `repl@%`, and is refused its password. MySQL 5.6 is installed with such accounts.
 */
export const noAnonymousAccounts = defineGuard<{ candidate: ServerId }>({
  code: 'anonymous-accounts',
  about: ({ candidate }) => candidate,
  needs: ({ candidate }) => needsOf(candidate, 'accounts'),
  unknown: 'warn',
  check: ({ candidate }, facts) => {
    const accounts = factOf(facts.get(candidate), 'accounts')?.accounts ?? [];
    const anonymous = accounts.filter((account) => account.user === '' && account.host !== '%' && account.host !== '');
    return anonymous.length === 0
      ? pass(`No anonymous account on ${candidate} takes the place of the replication account.`)
      : warn(
          `${candidate} has anonymous accounts, ${anonymous.map((a) => `‘’@‘${a.host}’`).join(', ')}: a {replica} that logs in from there is taken for them and refused.`,
          'DROP USER them, if nobody needs them; or make sure that no {replica} connects from these hosts.',
        );
  },
});

/** The old source becomes a new replica: its channel needs an account and a password. */
export const replicationCredentials = defineGuard<{ candidate: ServerId; channel: string; configuredUser: string }>({
  code: 'replication-credentials',
  about: ({ candidate }) => candidate,
  needs: ({ candidate, configuredUser }) => (configuredUser === '' ? needsOf(candidate, 'credentials') : []),
  unknown: 'block',
  check: ({ candidate, channel, configuredUser }, facts) => {
    if (configuredUser !== '') return pass(`The configuration names the replication account ‘${configuredUser}’.`);
    const kept = factOf(facts.get(candidate), 'credentials')?.channels.find((entry) => entry.channel === channel);
    return kept?.readable === true
      ? pass(`${candidate} keeps the replication account ‘${kept.user}’ readable in mysql.slave_master_info.`)
      : block(
          'The old {source} is to become a {replica}, but no replication account and password are known, and the servers keep none readable.',
          'Name them in the cluster: replication: { user, password: file:… } (or `signalbox cluster add … --replication-user --replication-password`).',
        );
  },
});

/** Accounts that write although read_only is on, named. They are frozen or closed, but must be known. */
export const writeThroughAccounts = defineGuard<{ source: ServerId }>({
  code: 'write-through-accounts',
  about: ({ source }) => source,
  needs: ({ source }) => needsOf(source, 'accounts', 'privileges', 'status'),
  unknown: 'warn',
  check: ({ source }, facts) => {
    const server = facts.get(source);
    if (factOf(server, 'status')?.superReadOnly !== null) return pass(`super_read_only holds everyone on ${source}.`);
    const own = factOf(server, 'privileges')?.account ?? '';
    const named = (factOf(server, 'accounts')?.accounts ?? [])
      .filter(
        (account) => account.writesThroughReadOnly && !account.locked && `${account.user}@${account.host}` !== own,
      )
      .map((account) => `‘${account.user}’@‘${account.host}’`);
    return named.length === 0
      ? pass(`No account writes through read_only on ${source}.`)
      : warn(
          `Accounts that write although read_only is on: ${named.join(', ')}.`,
          'They are held by FLUSH TABLES WITH READ LOCK until the old {source} follows; take READ ONLY ADMIN from those that don’t need it.',
        );
  },
});

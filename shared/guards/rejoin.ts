import { factOf } from '../domain/facts.ts';
import type { ServerId } from '../domain/server.ts';
import { defineGuard } from './define.ts';
import { block, needsOf, pass, warn } from './guard.ts';
import { ownWrites } from './writers.ts';

/** What the old source's log holds above what the new one got of it, as it was read. */
export type Extra =
  | { readonly kind: 'none'; readonly text: string }
  | { readonly kind: 'some'; readonly text: string }
  | { readonly kind: 'unread'; readonly because: string };

/** It follows nobody: what it is to follow is not decided already. */
export const followsNobody = defineGuard<{ server: ServerId; source: ServerId }>({
  code: 'follows-already',
  about: ({ server }) => server,
  needs: ({ server }) => needsOf(server, 'status'),
  unknown: 'block',
  check: ({ server, source }, facts) => {
    const channels = factOf(facts.get(server), 'status')?.channels ?? [];
    return channels.length === 0
      ? pass(`${server} replicates from nobody.`)
      : block(
          `${server} replicates already, from ${channels.map(({ source: s }) => `${s.host}:${String(s.port)}`).join(', ')}.`,
          `Point its channel at ${source} (signalbox change-master).`,
        );
  },
});

/** The server that is to be followed takes writes and follows nobody else. */
export const isTheSource = defineGuard<{ source: ServerId }>({
  code: 'not-the-source',
  about: ({ source }) => source,
  needs: ({ source }) => needsOf(source, 'status'),
  unknown: 'block',
  check: ({ source }, facts) =>
    factOf(facts.get(source), 'status')?.readOnly === false
      ? pass(`${source} takes writes.`)
      : block(`${source} is read-only: it is not the {source} now.`, 'Choose the server that takes writes.'),
});

/**
 * The old source has nothing that the new one lacks. By GTID the sets tell; without, its log was read from where the
 * new one stood. Two diverged servers run side by side without an error. Rulebook section 1.
 */
export const nothingExtra = defineGuard<{ server: ServerId; source: ServerId; byGtid: boolean; extra: Extra }>({
  code: 'extra-transactions',
  about: ({ server }) => server,
  needs: ({ server, source }) => [...needsOf(server, 'identity', 'status'), ...needsOf(source, 'identity', 'status')],
  unknown: 'block',
  check: ({ server, source, byGtid, extra }, facts) => {
    const own = byGtid ? ownWrites(facts, server, source) : null;
    if (own?.kind === 'errant' || extra.kind === 'some') {
      const what = [own?.kind === 'errant' ? own.text : '', extra.kind === 'some' ? extra.text.replace(/\.$/, '') : ''];
      return block(
        `${server} has transactions that ${source} does not have: ${what.filter((part) => part !== '').join('; ')}.`,
        `Look at them (signalbox rejoin … --server ${server} --extra-sql FILE writes them as SQL) and bring what is needed to ${source} by hand; then re-seed ${server}. It stays closed.`,
      );
    }
    if (own?.kind === 'none') return pass(`${server} has nothing that ${source} does not have.`);
    if (extra.kind === 'none') return pass(extra.text);
    const why = own === null || own.kind === 'unclear' ? '' : ` (${own.because})`;
    return block(
      `Whether ${server} has transactions of its own can't be told: ${extra.because}${why}.`,
      'Without that it must not follow: compare its data, or re-seed it.',
    );
  },
});

/** GTIDs tell, at any time. By file and offset it is as it was when its log was read. */
export const stillNothingExtra = defineGuard<{ server: ServerId; source: ServerId }>({
  code: 'still-nothing-extra',
  about: ({ server }) => server,
  needs: ({ server, source }) => [...needsOf(server, 'identity', 'status'), ...needsOf(source, 'identity', 'status')],
  unknown: 'block',
  check: ({ server, source }, facts) => {
    const own = ownWrites(facts, server, source);
    switch (own.kind) {
      case 'none':
        return pass(`${server} has nothing that ${source} does not have.`);
      case 'errant':
        return block(`${server} has transactions of its own: ${own.text}.`, 'Look at them; re-seed it.');
      case 'unclear':
      case 'unknown':
        return warn(`GTIDs can't tell what ${server} has of its own.`, 'Its log was read when the plan was made.');
    }
  },
});

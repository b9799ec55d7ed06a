import { factOf, type ScheduledEvent } from '../domain/facts.ts';
import type { PromotionRule } from '../domain/configuration.ts';
import type { ServerId } from '../domain/server.ts';
import { defineGuard } from './define.ts';
import { block, needsOf, pass, warn } from './guard.ts';

export const promotionAllowed = defineGuard<{ candidate: ServerId; promotion: PromotionRule }>({
  code: 'promotion-never',
  about: ({ candidate }) => candidate,
  needs: () => [],
  unknown: 'block',
  check: ({ candidate, promotion }) =>
    promotion === 'never'
      ? block(
          `${candidate} is marked “never promote”.`,
          'Choose another candidate, or change its rule in the cluster’s settings.',
        )
      : pass(promotion === 'prefer' ? `${candidate} is preferred.` : `${candidate} may be promoted.`),
});

export const sameSite = defineGuard<{
  source: ServerId;
  candidate: ServerId;
  sourceSite: string | null;
  candidateSite: string | null;
}>({
  code: 'other-site',
  about: ({ candidate }) => candidate,
  needs: () => [],
  unknown: 'warn',
  check: ({ source, candidate, sourceSite, candidateSite }) =>
    sourceSite === candidateSite
      ? pass('The {source} stays in its site.')
      : warn(
          `${candidate} is in ${candidateSite ?? 'no named site'}, ${source} in ${sourceSite ?? 'no named site'}.`,
          'Applications will write across sites: be sure that this is wanted.',
        ),
});

function nameOf(event: ScheduledEvent): string {
  return `${event.schema}.${event.name}`;
}

/** Enabled events of the source must exist on the candidate, where they are switched on. */
export const sameEvents = defineGuard<{ source: ServerId; candidate: ServerId }>({
  code: 'events-differ',
  about: ({ candidate }) => candidate,
  needs: ({ source, candidate }) => [...needsOf(source, 'events'), ...needsOf(candidate, 'events')],
  unknown: 'warn',
  check: ({ source, candidate }, facts) => {
    const enabled = (factOf(facts.get(source), 'events')?.events ?? []).filter((event) => event.status === 'enabled');
    const here = new Map((factOf(facts.get(candidate), 'events')?.events ?? []).map((event) => [nameOf(event), event]));
    const missing = enabled.filter((event) => !here.has(nameOf(event))).map(nameOf);
    const extra = [...here.values()].filter((event) => event.status === 'enabled').map(nameOf);
    const parts = [
      ...(missing.length > 0 ? [`missing on ${candidate}: ${missing.join(', ')}`] : []),
      ...(extra.length > 0 ? [`already enabled on ${candidate}: ${extra.join(', ')}`] : []),
    ];
    return parts.length === 0
      ? pass(
          enabled.length === 0
            ? 'No scheduled events to move.'
            : `${String(enabled.length)} scheduled events move to ${candidate}.`,
        )
      : warn(
          `Scheduled events differ: ${parts.join('; ')}.`,
          'Create or disable them by hand, without logging, unless this is wanted.',
        );
  },
});

/** Variables whose difference changes what applications see; one grouped warning. */
export const sameConfiguration = defineGuard<{ source: ServerId; candidate: ServerId }>({
  code: 'configuration-drift',
  about: ({ candidate }) => candidate,
  needs: ({ source, candidate }) => [...needsOf(source, 'settings'), ...needsOf(candidate, 'settings')],
  unknown: 'warn',
  check: ({ source, candidate }, facts) => {
    const a = factOf(facts.get(source), 'settings')?.compared ?? {};
    const b = factOf(facts.get(candidate), 'settings')?.compared ?? {};
    const differs = Object.keys(a).filter((name) => name in b && a[name] !== b[name]);
    return differs.length === 0
      ? pass(`${candidate} is set up like ${source}.`)
      : warn(
          `${candidate} is set up differently: ${differs.map((name) => `${name} ${a[name] ?? ''} → ${b[name] ?? ''}`).join(', ')}.`,
          'Set them alike first unless the difference is wanted.',
        );
  },
});

import { formatPosition } from '../../../../shared/domain/position.ts';
import type { Card } from './card.ts';

/** All that a card shows, to be read aloud. */
export function cardSentence(card: Card, rails: readonly string[]): string {
  const { position } = card;
  const at =
    position === null || position.at === null ? null : `${position.kind} position ${formatPosition(position.at)}`;
  return [
    card.name,
    card.role,
    card.address === '' ? null : card.address,
    card.version === null ? null : `version ${card.version}`,
    card.health === 'healthy' ? null : card.health,
    card.access,
    at,
    ...rails,
    ...card.badges.map((badge) => badge.text),
  ]
    .filter((part) => part !== null)
    .join(', ');
}

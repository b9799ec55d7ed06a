import { useCallback, useEffect, useMemo, useState } from 'react';
import type { ServerId } from '../../../../shared/domain/server.ts';
import type { ServerView } from '../../../../shared/domain/topology.ts';
import { canBeRepointed, dropOn, type Drop } from '../model/repoint.ts';

/** A server being dragged, or picked up with the keyboard, and what it is over. */
export interface Carried {
  readonly server: ServerId;
  readonly over: ServerId | null;
  /** Where the pointer is, in px of the window; null with the keyboard. */
  readonly at: { readonly x: number; readonly y: number } | null;
}

export interface Repoint {
  readonly carried: Carried | null;
  /** What dropping it on each other server would mean; empty while nothing is carried. */
  readonly drops: ReadonlyMap<ServerId, Drop>;
  readonly canCarry: (server: ServerId) => boolean;
  /** The pointer went down on a card: moved far enough, it drags. */
  readonly press: (server: ServerId, x: number, y: number) => void;
  /** Picks a card up with the keyboard. */
  readonly pickUp: (server: ServerId) => void;
  /** The card that the keyboard is on while one is carried. */
  readonly moveOver: (server: ServerId) => void;
  /** Drops what is carried on this card; says whether anything was carried. */
  readonly drop: (server: ServerId) => boolean;
}

const startsAfter = 6; // px

/** Carrying a replica to another server. A drop changes nothing: it calls `onDrop` where the drop makes sense. */
export function useRepoint(
  servers: readonly ServerView[],
  onDrop: (replica: ServerId, target: ServerId) => void,
): Repoint {
  const [pressed, setPressed] = useState<{ readonly server: ServerId; readonly x: number; readonly y: number } | null>(
    null,
  );
  const [carried, setCarried] = useState<Carried | null>(null);
  const canCarry = useCallback(
    (server: ServerId) => servers.some((one) => one.id === server && canBeRepointed(one)),
    [servers],
  );
  const carrying = carried?.server ?? null;
  const drops = useMemo(
    () =>
      new Map(
        carrying === null ? [] : servers.map((server) => [server.id, dropOn(servers, carrying, server.id)] as const),
      ),
    [servers, carrying],
  );
  const settle = useCallback(
    (server: ServerId, target: ServerId | null) => {
      setCarried(null);
      setPressed(null);
      if (target !== null && dropOn(servers, server, target).allowed) onDrop(server, target);
    },
    [servers, onDrop],
  );

  useEffect(() => {
    if (pressed === null) return;
    const move = (event: PointerEvent): void => {
      const far = Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y) >= startsAfter;
      setCarried((now) =>
        now === null && !far
          ? null
          : { server: pressed.server, over: serverAt(event), at: { x: event.clientX, y: event.clientY } },
      );
    };
    const release = (event: PointerEvent): void => {
      const far = Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y) >= startsAfter;
      settle(pressed.server, far ? serverAt(event) : null);
    };
    const away = (): void => settle(pressed.server, null);
    window.addEventListener('pointermove', move);
    window.addEventListener('pointerup', release);
    window.addEventListener('pointercancel', away);
    return () => {
      window.removeEventListener('pointermove', move);
      window.removeEventListener('pointerup', release);
      window.removeEventListener('pointercancel', away);
    };
  }, [pressed, settle]);

  useEffect(() => {
    if (carrying === null) return;
    const cancel = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') settle(carrying, null);
    };
    window.addEventListener('keydown', cancel);
    return () => window.removeEventListener('keydown', cancel);
  }, [carrying, settle]);

  return {
    carried,
    drops,
    canCarry,
    press: useCallback(
      (server, x, y) => {
        if (canCarry(server)) setPressed({ server, x, y });
      },
      [canCarry],
    ),
    pickUp: useCallback(
      (server) => {
        if (canCarry(server)) setCarried({ server, over: null, at: null });
      },
      [canCarry],
    ),
    moveOver: useCallback((server) => setCarried((now) => (now?.at === null ? { ...now, over: server } : now)), []),
    drop: useCallback(
      (server) => {
        if (carried === null || carried.at !== null) return false;
        settle(carried.server, server);
        return true;
      },
      [carried, settle],
    ),
  };
}

function serverAt(event: PointerEvent): ServerId | null {
  const card = document.elementFromPoint(event.clientX, event.clientY)?.closest<HTMLElement>('[data-server]');
  return card?.dataset['server'] ?? null;
}

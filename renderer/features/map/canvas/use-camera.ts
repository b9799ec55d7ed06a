import { useReactFlow, type OnMove } from '@xyflow/react';
import { useCallback, useEffect, useEffectEvent, useRef, type RefObject } from 'react';
import type { ServerId } from '../../../../shared/domain/server.ts';
import { around, type Size } from '../model/geometry.ts';
import type { Layout } from '../model/layout.ts';
import { viewOf, viewOfChosen, viewRevealing, type View } from '../model/view.ts';

export interface Camera {
  /** Everything in view. */
  readonly fit: () => void;
  /** Moves as little as needed to show a card that got the focus. */
  readonly reveal: (server: ServerId) => void;
  readonly onMoveStart: OnMove;
}

const turnMs = 250;

function turn(): number {
  return window.matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : turnMs;
}

/**
 * What part of the map is seen: all of it at first, when the shape changes and when the window changes its size, unless
 * someone has moved the view; chosen servers when they change. `frame` is the element that the map fills.
 */
export function useCamera(
  frame: RefObject<HTMLDivElement | null>,
  layout: Layout,
  shape: string,
  chosen: readonly ServerId[],
): Camera {
  const { setViewport, getViewport } = useReactFlow();
  const size = useRef<Size>({ width: 0, height: 0 });
  const moved = useRef(false);

  const go = useCallback(
    (view: View, duration: number) => {
      if (size.current.width > 0) void setViewport(view, { duration });
    },
    [setViewport],
  );
  const fit = useCallback(() => {
    const box = around([...layout.cards.values()]);
    moved.current = false;
    if (box !== null) go(viewOf(box, size.current), turn());
  }, [layout, go]);

  const refit = useEffectEvent(() => {
    const box = around([...layout.cards.values()]);
    if (!moved.current && box !== null) go(viewOf(box, size.current), 0);
  });
  const measure = useEffectEvent((element: HTMLDivElement) => {
    size.current = { width: element.clientWidth, height: element.clientHeight };
    refit();
  });
  useEffect(() => {
    const element = frame.current;
    if (element === null) return undefined;
    measure(element);
    const observer = new ResizeObserver(() => measure(element));
    observer.observe(element);
    return () => observer.disconnect();
  }, [frame]);
  useEffect(() => {
    moved.current = false;
    refit();
  }, [shape]);

  const showChosen = useEffectEvent((servers: readonly ServerId[]) => {
    const box = around(servers.map((server) => layout.cards.get(server)).filter((card) => card !== undefined));
    if (box === null) return;
    const now = getViewport();
    const view = viewOfChosen(box, size.current, now);
    if (view !== now) go(view, turn());
  });
  useEffect(() => {
    if (chosen.length === 0) return;
    moved.current = true;
    showChosen(chosen);
  }, [chosen]);

  return {
    fit,
    reveal: useCallback(
      (server) => {
        const box = layout.cards.get(server);
        const now = getViewport();
        const view = box === undefined ? now : viewRevealing(box, size.current, now);
        if (view !== now) go(view, turn());
      },
      [layout, go, getViewport],
    ),
    onMoveStart: useCallback((event) => {
      if (event !== null) moved.current = true;
    }, []),
  };
}

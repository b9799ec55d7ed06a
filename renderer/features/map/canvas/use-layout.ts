import { useMemo, useState } from 'react';
import type { ServerView } from '../../../../shared/domain/topology.ts';
import { layoutOf, type Layout } from '../model/layout.ts';
import { noShape, shapeKey, shapeOf, type Shape } from '../model/shape.ts';

interface Laid {
  readonly key: string;
  readonly shape: Shape;
  readonly layout: Layout;
}

/** The layout of the servers; the very same object until the shape of the topology changes. */
export function useLayout(servers: readonly ServerView[]): Laid {
  const [before, setBefore] = useState<Shape>(noShape);
  const shape = useMemo(() => shapeOf(servers, before), [servers, before]);
  const key = shapeKey(shape);
  if (key !== shapeKey(before)) setBefore(shape);
  const layout = useMemo(() => layoutOf(before), [before]);
  return { key: shapeKey(before), shape, layout };
}

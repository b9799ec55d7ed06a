import { useReactFlow } from '@xyflow/react';
import type { JSX } from 'react';
import { IconButton } from '../../../ui/controls/Button.tsx';
import classes from './canvas.module.css';

/** Closer, further, everything. */
export function ZoomTools({ fit }: { readonly fit: () => void }): JSX.Element {
  const { zoomIn, zoomOut } = useReactFlow();
  return (
    <div className={classes['tools']} role="group" aria-label="View">
      <IconButton icon="plus" label="Zoom in" onClick={() => void zoomIn()} />
      <IconButton icon="minus" label="Zoom out" onClick={() => void zoomOut()} />
      <IconButton icon="fit" label="Show all servers" onClick={fit} />
    </div>
  );
}

import { EdgeLabelRenderer, useStore, type Edge, type EdgeProps } from '@xyflow/react';
import { memo, type JSX } from 'react';
import { classNames } from '../../../ui/class-names.ts';
import { useWords } from '../../../ui/state/use-words.ts';
import { endOf, roundedPath, type Point } from '../model/geometry.ts';
import type { Rail } from '../model/rails.ts';
import classes from './canvas.module.css';
import { isFar } from './is-far.ts';

export type RailEdgeData = {
  readonly rail: Rail;
  readonly points: readonly Point[];
  /** Where the lag is written. */
  readonly chipAt: Point;
  readonly withChip: boolean;
};

export type RailEdgeType = Edge<RailEdgeData, 'rail'>;

const cornerRadius = 18; // px

/** One channel: a line with its state, the sign at its end, and what is written on it. */
export const RailEdge = memo(function RailEdge({ data }: EdgeProps<RailEdgeType>): JSX.Element | null {
  const words = useWords();
  const far = useStore(isFar);
  if (data === undefined) return null;
  const { rail, points, chipAt } = data;
  return (
    <>
      <path className={classNames(classes['rail'], classes[rail.state])} d={roundedPath(points, cornerRadius)} />
      <RailEnd state={rail.state} points={points} />
      {data.withChip && (
        <EdgeLabelRenderer>
          <span
            className={classNames(classes['chip'], classes[rail.state], far && classes['chipFar'])}
            style={{ transform: `translate(-50%, -50%) translate(${chipAt.x}px, ${chipAt.y}px)` }}
            title={words(rail.detail)}
          >
            {rail.chip}
          </span>
        </EdgeLabelRenderer>
      )}
    </>
  );
});

interface RailEndProps {
  readonly state: Rail['state'];
  readonly points: readonly Point[];
}

function RailEnd({ state, points }: RailEndProps): JSX.Element | null {
  const { x, y, upright } = endOf(points, state === 'stopped' ? 8 : 4);
  switch (state) {
    case 'running':
    case 'behind':
      return <circle className={classNames(classes['end'], classes[state])} cx={x} cy={y} r={4.5} />;
    case 'stopped': {
      const [width, height] = upright ? [18, 7] : [7, 18];
      return <rect className={classes['sign']} x={x - width / 2} y={y - height / 2} {...{ width, height }} />;
    }
    case 'connecting':
    case 'unknown':
      return null;
  }
}

import { EdgeLabelRenderer, type Edge, type EdgeProps } from '@xyflow/react';
import { memo, type JSX } from 'react';
import { classNames } from '../../../ui/class-names.ts';
import { useWords } from '../../../ui/state/use-words.ts';
import { roundedPath, type Point } from '../model/geometry.ts';
import type { Rail } from '../model/rails.ts';
import classes from './canvas.module.css';

export type RailEdgeData = {
  readonly rail: Rail;
  readonly points: readonly Point[];
  /** Where the lag is written. */
  readonly chipAt: Point;
  readonly withChip: boolean;
};

export type RailEdgeType = Edge<RailEdgeData, 'rail'>;

const cornerRadius = 18; // px
const signWidth = 18; // px

/** One channel: a line with its state, the sign at its end, and what is written on it. */
export const RailEdge = memo(function RailEdge({ data }: EdgeProps<RailEdgeType>): JSX.Element | null {
  const words = useWords();
  if (data === undefined) return null;
  const { rail, points, chipAt } = data;
  const end = points.at(-1) ?? chipAt;
  return (
    <>
      <path className={classNames(classes['rail'], classes[rail.state])} d={roundedPath(points, cornerRadius)} />
      <RailEnd state={rail.state} end={end} />
      {data.withChip && (
        <EdgeLabelRenderer>
          <span
            className={classNames(classes['chip'], classes[rail.state])}
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

function RailEnd({ state, end }: { readonly state: Rail['state']; readonly end: Point }): JSX.Element | null {
  switch (state) {
    case 'running':
    case 'behind':
      return <circle className={classNames(classes['end'], classes[state])} cx={end.x} cy={end.y - 4} r={4.5} />;
    case 'stopped':
      return <rect className={classes['sign']} x={end.x - signWidth / 2} y={end.y - 11} width={signWidth} height={7} />;
    case 'connecting':
    case 'unknown':
      return null;
  }
}

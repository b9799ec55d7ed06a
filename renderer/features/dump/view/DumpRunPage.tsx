import { useReducer, useState, type JSX } from 'react';
import type { ErrorReport } from '../../../../shared/domain/errors.ts';
import { paths } from '../../../ui/route/paths.ts';
import { useBridgeStream } from '../../../ui/state/use-bridge-stream.ts';
import { foldDump, notYet } from '../model/run.ts';
import { DumpedStation } from './DumpedStation.tsx';
import { useDumpFace } from './dump-face.ts';
import { EndedStation } from './EndedStation.tsx';
import { LostStation } from './LostStation.tsx';
import { RunStation } from './RunStation.tsx';

interface DumpRunPageProps {
  readonly cluster: string;
  readonly id: string;
}

/** A dump that runs, or that ended lately: the page can be left and come back to. */
export function DumpRunPage({ cluster, id }: DumpRunPageProps): JSX.Element {
  const [sight, hear] = useReducer(foldDump, notYet);
  const [lost, setLost] = useState<ErrorReport | null>(null);
  useBridgeStream('dump.follow', { dumpId: id }, hear, setLost);
  const { preview, end } = sight;
  const face = { ...useDumpFace(cluster, preview?.server ?? null), closeHref: paths.map(cluster, preview?.server) };
  if (preview !== null && end !== null) {
    return end.kind === 'done' ? (
      <DumpedStation face={face} sight={sight} result={end.result} />
    ) : (
      <EndedStation face={face} preview={preview} end={end} />
    );
  }
  if (lost !== null) return <LostStation face={face} error={lost} />;
  return <RunStation face={face} sight={sight} id={id} />;
}

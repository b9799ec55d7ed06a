import { useReducer, useState, type JSX } from 'react';
import type { ErrorReport } from '../../../../shared/domain/errors.ts';
import { paths } from '../../../ui/route/paths.ts';
import { useBridgeStream } from '../../../ui/state/use-bridge-stream.ts';
import { foldImport, notYet } from '../model/run.ts';
import { useImportFace } from './import-face.ts';
import { LostStation } from './LostStation.tsx';
import { ResultStation } from './ResultStation.tsx';
import { RunStation } from './RunStation.tsx';

interface ImportRunPageProps {
  readonly cluster: string;
  readonly id: string;
}

/** An import that runs, or that ended lately: the page can be left and come back to. */
export function ImportRunPage({ cluster, id }: ImportRunPageProps): JSX.Element {
  const [sight, hear] = useReducer(foldImport, notYet);
  const [lost, setLost] = useState<ErrorReport | null>(null);
  useBridgeStream('import.follow', { importId: id }, hear, setLost);
  const { preview, result } = sight;
  const face = {
    ...useImportFace(cluster, preview?.file ?? '', preview?.server ?? null),
    closeHref: paths.map(cluster, preview?.server),
  };
  if (preview !== null && result !== null) {
    return <ResultStation face={face} sight={sight} preview={preview} result={result} />;
  }
  if (lost !== null) return <LostStation face={face} id={id} error={lost} />;
  return <RunStation face={face} sight={sight} id={id} />;
}

import { useEffect, useEffectEvent, useState, type JSX } from 'react';
import { useStore } from 'zustand';
import type { ServerId } from '../../../../shared/domain/server.ts';
import { paths } from '../../../ui/route/paths.ts';
import { useSignalbox } from '../../../ui/state/signalbox.ts';
import { importWizardOf } from '../store/import-wizard.ts';
import { ChooseStation } from './ChooseStation.tsx';
import { useImportFace } from './import-face.ts';
import { PreflightStation } from './PreflightStation.tsx';

export interface AskedImport {
  readonly server: ServerId | null;
  /** A path; null: not known. */
  readonly file: string | null;
  /** The name of a file that was dropped, whose path a browser does not tell. */
  readonly dropped: string | null;
  /** An import that did not end. */
  readonly resume: string | null;
}

interface ImportPageProps {
  readonly cluster: string;
  readonly asked: AskedImport;
}

/** The wizard up to the moment when the import begins; from then on it has a page of its own. */
export function ImportPage({ cluster, asked }: ImportPageProps): JSX.Element {
  const { bridge } = useSignalbox();
  const store = importWizardOf(bridge, cluster);
  const wizard = useStore(store);
  const face = useImportFace(cluster, wizard.choice.file, wizard.choice.server);
  const [gone, setGone] = useState<string | null>(null);
  const open = useEffectEvent(async (): Promise<string | null> => {
    const { server, file, resume } = asked;
    if (resume !== null) {
      if (wizard.choice.resume === resume && wizard.station === 'checks') return null;
      const unfinished = await bridge.call('import.unfinished', { cluster }).catch(() => []);
      const found = unfinished.find(({ importId }) => importId === resume);
      if (found !== undefined) await store.resume(found);
      return found === undefined ? resume : null;
    }
    const part = { ...(server === null ? {} : { server }), ...(file === null ? {} : { file }) };
    const same =
      (server ?? wizard.choice.server) === wizard.choice.server && (file ?? wizard.choice.file) === wizard.choice.file;
    if (!same || wizard.choice.resume !== null) store.change({ ...part, resume: null });
    return null;
  });
  const key = JSON.stringify(asked);
  useEffect(() => void open().then(setGone), [key]);

  const stationFace = { ...face, closeHref: paths.map(cluster, wizard.choice.server ?? undefined) };
  return wizard.station === 'choose' ? (
    <ChooseStation
      face={stationFace}
      store={store}
      wizard={wizard}
      dropped={asked.dropped}
      gone={asked.resume === gone ? gone : null}
    />
  ) : (
    <PreflightStation face={stationFace} store={store} wizard={wizard} />
  );
}

import { useEffect, useEffectEvent, type JSX } from 'react';
import { useStore } from 'zustand';
import type { ServerId } from '../../../../shared/domain/server.ts';
import { paths } from '../../../ui/route/paths.ts';
import { useSignalbox } from '../../../ui/state/signalbox.ts';
import { withServer } from '../model/choice.ts';
import { dumpWizardOf } from '../store/dump-wizard.ts';
import { CheckStation } from './CheckStation.tsx';
import { ChooseStation } from './ChooseStation.tsx';
import { useDumpFace } from './dump-face.ts';

interface DumpPageProps {
  readonly cluster: string;
  /** The server that was asked for elsewhere; null: none. */
  readonly server: ServerId | null;
}

/** The wizard up to the moment when the dump begins; from then on it has a page of its own. */
export function DumpPage({ cluster, server }: DumpPageProps): JSX.Element {
  const { bridge } = useSignalbox();
  const store = dumpWizardOf(bridge, cluster);
  const wizard = useStore(store);
  const take = useEffectEvent((asked: ServerId | null) => {
    if (asked !== null && asked !== wizard.choice.server) store.change(withServer(wizard.choice, asked));
  });
  useEffect(() => take(server), [server]);
  const face = {
    ...useDumpFace(cluster, wizard.choice.server),
    closeHref: paths.map(cluster, wizard.choice.server ?? undefined),
  };
  return wizard.station === 'choose' ? (
    <ChooseStation face={face} store={store} wizard={wizard} />
  ) : (
    <CheckStation face={face} store={store} wizard={wizard} />
  );
}

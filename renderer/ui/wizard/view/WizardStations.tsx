import type { JSX, ReactNode } from 'react';
import type { ServerId } from '../../../../shared/domain/server.ts';
import type { PlanKind } from '../../../../shared/plans/plan.ts';
import { paths } from '../../route/paths.ts';
import { useSaid } from '../../state/use-said.ts';
import { latest } from '../model/asked.ts';
import { headline, kindWords, titleOf } from '../model/kind-words.ts';
import { commonStations, type Checking, type Station, type Wizard } from '../model/wizard.ts';
import type { WizardControl } from '../store/wizard-store.ts';
import { ChecksStation, type ChecksExtras } from './ChecksStation.tsx';
import { DoneStation } from './DoneStation.tsx';
import { PlanStation } from './PlanStation.tsx';
import { RunStation } from './RunStation.tsx';
import type { StationNames } from './Stations.tsx';
import { useSubject } from './use-subject.ts';

/** Servers that the operator leaves out, in the kinds of wizards that have this. */
export interface Leaving {
  readonly left: readonly ServerId[];
  readonly leave: (server: ServerId, left: boolean) => void;
}

/** What every station is told about its wizard. */
export interface Face {
  readonly cluster: string;
  readonly title: string;
  readonly stations: readonly Station[];
  readonly names?: StationNames;
  readonly closeHref: string;
}

/** Stations of its own at which a wizard shows what its rehearsal found, one after the other, before the checks. */
export interface Ahead {
  readonly stations: readonly Station[];
  /** The one at which the operator stands; null past them. */
  readonly show: (face: Face, wizard: Checking<unknown>) => ReactNode;
}

interface WizardStationsProps {
  readonly cluster: string;
  readonly kind: PlanKind;
  /** What has been chosen, in words, for the heading; null while nothing is. */
  readonly chosen: string | null;
  readonly wizard: Wizard<unknown>;
  readonly control: WizardControl;
  readonly leaving: Leaving | null;
  /** The station at which this wizard's choice is made; null where there is nothing to choose. */
  readonly choose: ((face: Face) => ReactNode) | null;
  readonly ahead?: Ahead;
  readonly names?: StationNames;
  readonly checks?: ChecksExtras;
  /** Where closing and leaving lead; without it, the map. */
  readonly closeHref?: string;
}

/** The station at which the operator stands. */
export function WizardStations(props: WizardStationsProps): ReactNode {
  const { cluster, wizard, control, leaving, choose, ahead, names = {}, checks } = props;
  const title = useTitle(props);
  const face: Face = {
    cluster,
    title,
    stations: [...(choose === null ? [] : (['choose'] as const)), ...(ahead?.stations ?? []), ...commonStations],
    names,
    closeHref: props.closeHref ?? paths.map(cluster),
  };
  switch (wizard.station) {
    case 'choose':
      return choose?.(face) ?? null;
    case 'checks':
      return (
        ahead?.show(face, wizard) ?? (
          <ChecksStation
            face={face}
            control={control}
            wizard={wizard}
            leaving={leaving}
            extras={checks ?? null}
            canGoBack={choose !== null || ahead !== undefined}
          />
        )
      );
    case 'plan':
      return <PlanStation face={face} control={control} wizard={wizard} />;
    case 'run':
      return <RunStation face={face} control={control} running={wizard} />;
    case 'done':
      return <Done face={face} control={control} wizard={wizard} />;
  }
}

function Done({
  face,
  control,
  wizard,
}: {
  readonly face: Face;
  readonly control: WizardControl;
  readonly wizard: Extract<Wizard<unknown>, { station: 'done' }>;
}): JSX.Element {
  return <DoneStation face={face} finished={wizard} again={() => control.check()} leave={() => control.startOver()} />;
}

/** `Switch over Shop: db1 → db2`, as far as it is known. */
function useTitle({ cluster, kind, chosen, wizard }: WizardStationsProps): string {
  const said = useSaid();
  const { label } = useSubject(cluster);
  if (wizard.station === 'run' || wizard.station === 'done') {
    return said(wizard.plan.title ?? kindWords(kind, label));
  }
  const preview =
    wizard.station === 'choose' ? null : wizard.station === 'plan' ? wizard.preview : latest(wizard.preview);
  if (preview !== null) return said(headline(preview.kind, label, titleOf(preview)));
  return said(chosen === null ? kindWords(kind, label) : headline(kind, label, chosen));
}

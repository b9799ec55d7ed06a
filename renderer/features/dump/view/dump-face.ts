import type { ServerId } from '../../../../shared/domain/server.ts';
import type { Station } from '../../../ui/wizard/model/wizard.ts';
import { useSubject } from '../../../ui/wizard/view/use-subject.ts';

export interface DumpFace {
  readonly cluster: string;
  readonly title: string;
  readonly stations: readonly Station[];
  readonly names: Partial<Readonly<Record<Station, string>>>;
}

export interface WizardFace extends DumpFace {
  readonly closeHref: string;
}

const stations = ['choose', 'checks', 'run', 'done'] as const;
const names = { choose: 'What and where', checks: 'Check', run: 'Dump', done: 'Result' };

/** What every station is told: the heading says who is dumped. */
export function useDumpFace(cluster: string, server: ServerId | null): DumpFace {
  const subject = useSubject(cluster);
  const title = `Take a dump of ${server === null ? `a server of ${subject.label}` : subject.name(server)}`;
  return { cluster, title, stations, names };
}

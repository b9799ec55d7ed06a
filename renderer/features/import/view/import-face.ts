import type { ServerId } from '../../../../shared/domain/server.ts';
import type { Station } from '../../../ui/wizard/model/wizard.ts';
import { fileName } from '../../../ui/import/import-text.ts';
import { useSubject } from '../../../ui/wizard/view/use-subject.ts';

export interface ImportFace {
  readonly cluster: string;
  readonly title: string;
  readonly stations: readonly Station[];
  readonly names: Partial<Readonly<Record<Station, string>>>;
}

export interface WizardFace extends ImportFace {
  readonly closeHref: string;
}

const stations = ['choose', 'checks', 'run', 'done'] as const;
const names = { choose: 'File and target', checks: 'Preflight', run: 'Import', done: 'Result' };

/** What every station is told: the heading says which file goes where, as far as that is chosen. */
export function useImportFace(cluster: string, file: string, server: ServerId | null): ImportFace {
  const subject = useSubject(cluster);
  const what = fileName(file) === '' ? 'a dump' : fileName(file);
  const title = `Import ${what} into ${server === null ? subject.label : subject.name(server)}`;
  return { cluster, title, stations, names };
}

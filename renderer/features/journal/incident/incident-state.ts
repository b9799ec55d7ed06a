import type { Incident } from '../../../../shared/domain/incident.ts';
import type { IconName } from '../../../ui/controls/icon-paths.ts';

export interface IncidentLook {
  readonly word: string;
  readonly tone: 'ok' | 'warn';
  readonly icon: IconName;
}

/** Has somebody looked at it? */
export function incidentLook({ acknowledged }: Pick<Incident, 'acknowledged'>): IncidentLook {
  return acknowledged === null
    ? { word: 'open', tone: 'warn', icon: 'warning' }
    : { word: 'acknowledged', tone: 'ok', icon: 'check' };
}

/** How many nobody has looked at. */
export function countOpen(incidents: readonly Incident[]): number {
  return incidents.filter(({ acknowledged }) => acknowledged === null).length;
}

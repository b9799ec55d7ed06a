import type { JSX } from 'react';
import type { Incident } from '../../../../shared/domain/incident.ts';
import { Icon } from '../../../ui/controls/Icon.tsx';
import { Tag } from '../../../ui/feedback/Tag.tsx';
import { incidentLook } from './incident-state.ts';

export function IncidentTag({ incident }: { readonly incident: Pick<Incident, 'acknowledged'> }): JSX.Element {
  const { word, tone, icon } = incidentLook(incident);
  return (
    <Tag tone={tone}>
      <Icon name={icon} size={12} />
      {word}
    </Tag>
  );
}

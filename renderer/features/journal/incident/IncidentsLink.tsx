import type { JSX } from 'react';
import { LinkButton } from '../../../ui/controls/Button.tsx';
import { valueOf } from '../../../ui/loaded.ts';
import { paths } from '../../../ui/route/paths.ts';
import { useBridgeCall } from '../../../ui/state/use-bridge-call.ts';
import { countOpen } from './incident-state.ts';

/** To the failovers among the journal's entries, with how many nobody has looked at. */
export function IncidentsLink({ cluster }: { readonly cluster: string | null }): JSX.Element {
  const { result } = useBridgeCall('incidents.list', { cluster });
  const open = countOpen(valueOf(result) ?? []);
  return (
    <LinkButton kind="ghost" href={paths.incidents()}>
      {open === 0 ? 'Incidents' : `Incidents · ${open} open`}
    </LinkButton>
  );
}

import type { JSX } from 'react';
import { KeyValue } from '../../../ui/layout/KeyValue.tsx';
import { Panel } from '../../../ui/layout/Panel.tsx';
import { useWords } from '../../../ui/state/use-words.ts';
import { Mono } from '../../../ui/text/Mono.tsx';
import { versionText } from '../../../ui/topology/health.ts';
import { useSubject } from '../../../ui/wizard/view/use-subject.ts';
import wizard from '../../../ui/wizard/view/wizard.module.css';
import type { ImportChoice } from '../model/choice.ts';

interface ChooseAsideProps {
  readonly cluster: string;
  readonly choice: ImportChoice;
}

/** What happens next, and which server it would be. */
export function ChooseAside({ cluster, choice }: ChooseAsideProps): JSX.Element {
  const words = useWords();
  const { servers, name } = useSubject(cluster);
  const server = servers.find(({ id }) => id === choice.server);
  return (
    <>
      <Panel title="What this does">
        <p className={wizard['prose']}>
          {words(
            'First the dump is read from end to end, and the server is asked: what is in it, what is in its way, what would be lost. Nothing is changed by that. Then rows go in over several connections at a time; keys are built when a table is full; views, triggers and routines come last.',
          )}
        </p>
        <p className={wizard['prose']}>
          {words('Coordinates in the dump (CHANGE MASTER, GTIDs) are shown and never run by an import.')}
        </p>
      </Panel>
      {server !== undefined && (
        <Panel title="The server" suffix={name(server.id)}>
          <KeyValue
            rows={[
              ['Address', <Mono key="address">{server.address}</Mono>],
              ['Version', versionText(server)],
              ['Writes', server.writable === null ? null : server.writable ? 'open' : 'closed (read_only)'],
              [
                'Follows',
                server.channels.length === 0 ? null : server.channels.map(({ source }) => name(source)).join(', '),
              ],
            ]}
          />
        </Panel>
      )}
    </>
  );
}

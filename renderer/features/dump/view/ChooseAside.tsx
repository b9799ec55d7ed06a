import type { JSX } from 'react';
import { KeyValue } from '../../../ui/layout/KeyValue.tsx';
import { Panel } from '../../../ui/layout/Panel.tsx';
import { useWords } from '../../../ui/state/use-words.ts';
import { Mono } from '../../../ui/text/Mono.tsx';
import { versionText } from '../../../ui/topology/health.ts';
import { useSubject } from '../../../ui/wizard/view/use-subject.ts';
import wizard from '../../../ui/wizard/view/wizard.module.css';
import type { DumpChoice } from '../model/choice.ts';

interface ChooseAsideProps {
  readonly cluster: string;
  readonly choice: DumpChoice;
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
            'The server family’s own dump program writes a plain dump. Signalbox makes sure that it carries both pairs of coordinates of the moment of its snapshot: the server’s own position, for a {replica} of it, and where it stood on its {source}, for rebuilding it or a sibling.',
          )}
        </p>
        <p className={wizard['prose']}>Nothing is stopped or locked before you have seen for how long, and agreed.</p>
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

import type { JSX } from 'react';
import type { ServerId } from '../../../../shared/domain/server.ts';
import { LinkButton } from '../../../ui/controls/Button.tsx';
import { Panel } from '../../../ui/layout/Panel.tsx';
import { paths } from '../../../ui/route/paths.ts';
import { useWords } from '../../../ui/state/use-words.ts';
import wizard from '../../../ui/wizard/view/wizard.module.css';
import classes from './import.module.css';

interface NextPanelProps {
  readonly cluster: string;
  readonly server: ServerId;
  /** The import whose dump says where it begins. */
  readonly importId: string;
  /** The dump's GTIDs are on the server. */
  readonly hasGtids: boolean;
}

/** Where an import leads: the server has the data, and may follow whoever it came from. */
export function NextPanel({ cluster, server, importId, hasGtids }: NextPanelProps): JSX.Element {
  const words = useWords();
  return (
    <Panel title="What may come next">
      <p className={wizard['prose']}>
        {words(
          `${hasGtids ? 'The server knows the dump’s GTIDs now, and follows nobody by that.' : 'The import ran none of the coordinates in the dump, so the server follows nobody by it.'} It becomes a {replica} by a plan of its own, from where the dump says its data stood.`,
        )}
      </p>
      <div className={classes['next']}>
        <LinkButton size="small" icon="repoint" href={paths.attach(cluster, { server, importId })}>
          {words('Make this server a {replica}…')}
        </LinkButton>
      </div>
    </Panel>
  );
}

import type { JSX } from 'react';
import type { ServerId } from '../../../shared/domain/server.ts';
import type { ServerView } from '../../../shared/domain/topology.ts';
import { LinkButton } from '../controls/Button.tsx';
import { paths } from '../route/paths.ts';
import { useServerNames } from '../state/use-server-names.ts';
import { rejoinSource } from '../topology/rejoin-source.ts';

interface RejoinLinkProps {
  readonly cluster: string;
  readonly server: ServerId;
  readonly servers: readonly ServerView[];
  /** The server is not named beside it. */
  readonly named?: boolean;
}

/** To the wizard that lets an old source follow the new one; nothing where that is not the question. */
export function RejoinLink({ cluster, server, servers, named = false }: RejoinLinkProps): JSX.Element | null {
  const name = useServerNames();
  const view = servers.find(({ id }) => id === server);
  const source = view === undefined ? null : rejoinSource(servers, view);
  if (source === null) return null;
  return (
    <LinkButton size="small" icon="repoint" href={paths.rejoin(cluster, server)}>
      Let {named ? name(server) : 'it'} follow {name(source)}…
    </LinkButton>
  );
}

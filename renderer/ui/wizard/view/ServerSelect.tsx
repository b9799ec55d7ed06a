import { Select } from '@mantine/core';
import type { JSX } from 'react';
import type { ServerId } from '../../../../shared/domain/server.ts';
import { useWords } from '../../state/use-words.ts';
import { useSubject } from './use-subject.ts';

interface ServerSelectProps {
  readonly cluster: string;
  /** With `{source}` words. */
  readonly description: string;
  readonly value: ServerId | null;
  readonly onChange: (server: ServerId | null) => void;
  readonly disabled?: boolean;
}

/** One of the cluster's servers that answer, by name and what it is. */
export function ServerSelect({
  cluster,
  description,
  value,
  onChange,
  disabled = false,
}: ServerSelectProps): JSX.Element {
  const { servers, name } = useSubject(cluster);
  const words = useWords();
  const reachable = servers.filter(({ role, id }) => role !== 'unreachable' || id === value);
  const data = reachable.map(({ id, address, role }) => ({
    value: id,
    label: words(`${name(id) === address ? address : `${name(id)} (${address})`}${roles[role]}`),
  }));
  return (
    <Select
      label="Server"
      description={words(description)}
      placeholder="Choose a server"
      data={data}
      value={value}
      onChange={onChange}
      searchable
      allowDeselect={false}
      disabled={disabled}
      nothingFoundMessage="None by that name"
    />
  );
}

const roles = {
  source: ' · {source}',
  replica: ' · {replica}',
  intermediate: ' · {replica} with {replicas}',
  standalone: '',
  unreachable: ' · does not answer',
} as const;

import { useEffect, useState } from 'react';
import type { ServerId } from '../../../shared/domain/server.ts';
import { useSignalbox } from './signalbox.ts';

/** Of which servers these records are, as far as the journal has said by now. */
export function useRecordServers(ids: readonly string[]): ReadonlyMap<string, ServerId> {
  const { bridge } = useSignalbox();
  const [servers, setServers] = useState<ReadonlyMap<string, ServerId>>(new Map());
  const key = JSON.stringify(ids);

  useEffect(() => {
    let current = true;
    const wanted = JSON.parse(key) as readonly string[];
    const asked = wanted.map((id) => bridge.call('journal.record', { id }).catch(() => null));
    void Promise.all(asked).then((records) => {
      const known = records.filter((record) => record !== null);
      if (current) setServers(new Map(known.map((record) => [record.id, record.server])));
    });
    return () => {
      current = false;
    };
  }, [bridge, key]);

  return servers;
}

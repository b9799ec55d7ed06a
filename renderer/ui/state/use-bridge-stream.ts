import { useEffect, useEffectEvent } from 'react';
import type { EventOf, InputOf, StreamName } from '../../../shared/ipc/contract.ts';
import { reportOf, type ErrorReport } from '../../../shared/domain/errors.ts';
import { useSignalbox } from './signalbox.ts';

/**
 * Reads a stream while the component is shown and `input` is not null; leaving cancels it. A new input (compared as
 * JSON) starts anew. `onClosed` comes once, last, with the failure that ended it or null.
 */
export function useBridgeStream<K extends StreamName>(
  name: K,
  input: InputOf<K> | null,
  onEvent: (event: EventOf<K>) => void,
  onClosed: (error: ErrorReport | null) => void,
): void {
  const { bridge } = useSignalbox();
  const event = useEffectEvent(onEvent);
  const closed = useEffectEvent((error: Error | null) => onClosed(error === null ? null : reportOf(error)));
  const key = input === null ? null : JSON.stringify(input);

  useEffect(() => {
    if (key === null) return;
    let current = true;
    const cancel = bridge.stream(name, JSON.parse(key) as InputOf<K>, {
      event: (value) => current && event(value),
      closed: (error) => current && closed(error),
    });
    return () => {
      current = false;
      cancel();
    };
  }, [bridge, name, key]);
}

import { useCallback, useEffect, useState } from 'react';
import { reportOf } from '../../../shared/domain/errors.ts';
import type { CallName, InputOf, OutputOf } from '../../../shared/ipc/contract.ts';
import { failed, loading, ready, type Loaded } from '../loaded.ts';
import { useSignalbox } from './signalbox.ts';

export interface BridgeCall<T> {
  readonly result: Loaded<T>;
  /** Asks again, keeping what is shown until the answer is here. */
  readonly reload: () => void;
}

/**
 * Asks the engine while the component is shown, and again when `input` changes (compared as JSON) or the connection
 * comes back. `input` null asks nothing. For questions only; changes go through `useAction`.
 */
export function useBridgeCall<K extends CallName>(name: K, input: InputOf<K> | null): BridgeCall<OutputOf<K>> {
  const { bridge } = useSignalbox();
  const [result, setResult] = useState<Loaded<OutputOf<K>>>(loading);
  const [asked, setAsked] = useState(0);
  const key = input === null ? null : JSON.stringify(input);

  useEffect(() => {
    if (key === null) return;
    let current = true;
    bridge.call(name, JSON.parse(key) as InputOf<K>).then(
      (value) => current && setResult(ready(value)),
      (thrown: unknown) => current && setResult((before) => failed(before, reportOf(thrown))),
    );
    return () => {
      current = false;
    };
  }, [bridge, name, key, asked]);

  const reload = useCallback(() => setAsked((count) => count + 1), []);
  return { result, reload };
}

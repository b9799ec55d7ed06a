import { useEffect, useReducer, useRef } from 'react';
import { reportOf } from '../../../shared/domain/errors.ts';
import type { InputOf } from '../../../shared/ipc/contract.ts';
import { notifyFailed } from '../../ui/feedback/notify.tsx';
import { useSignalbox } from '../../ui/state/signalbox.ts';
import { afterEvent, idle, type YardRise } from './yard-rise.ts';

export interface YardStarter {
  readonly rise: YardRise;
  readonly start: (yard: InputOf<'yard.up'>) => void;
  /** Stops starting it; the engine takes down what is up already. */
  readonly cancel: () => void;
}

/** Starts the yard and follows it. Leaving the screen lets it go on: the servers are wanted. */
export function useYardRise(onUp: (cluster: string | null) => void): YardStarter {
  const { bridge } = useSignalbox();
  const [rise, dispatch] = useReducer(afterEvent, idle);
  const stop = useRef<() => void>(() => undefined);
  const told = useRef(onUp);

  useEffect(() => {
    told.current = onUp;
  });

  return {
    rise,
    start: (yard) => {
      dispatch({ kind: 'start' });
      stop.current = bridge.stream('yard.up', yard, {
        event: (event) => {
          dispatch(event);
          if (event.kind === 'up') told.current(event.status.cluster);
        },
        closed: (error) => dispatch({ kind: 'closed', error: error === null ? null : reportOf(error) }),
      });
    },
    cancel: () => {
      stop.current();
      bridge
        .call('yard.down', {})
        .catch((thrown: unknown) => notifyFailed('The yard was not taken down', reportOf(thrown)));
      dispatch({ kind: 'cancel' });
    },
  };
}

import { useCallback, useState } from 'react';
import { reportOf, type ErrorReport } from '../../../shared/domain/errors.ts';

export interface Action<A extends readonly unknown[]> {
  /** Starts it unless it is running. Never rejects: a failure is in `error`. */
  readonly run: (...args: A) => void;
  readonly busy: boolean;
  readonly error: ErrorReport | null;
  readonly forget: () => void;
}

/** Something a person sets off by a button: whether it is running, and how it failed. */
export function useAction<A extends readonly unknown[]>(act: (...args: A) => Promise<unknown>): Action<A> {
  const [state, setState] = useState<{ busy: boolean; error: ErrorReport | null }>({ busy: false, error: null });
  const run = (...args: A): void => {
    if (state.busy) return;
    setState({ busy: true, error: null });
    act(...args).then(
      () => setState({ busy: false, error: null }),
      (thrown: unknown) => setState({ busy: false, error: reportOf(thrown) }),
    );
  };
  const forget = useCallback(() => setState({ busy: false, error: null }), []);
  return { run, busy: state.busy, error: state.error, forget };
}

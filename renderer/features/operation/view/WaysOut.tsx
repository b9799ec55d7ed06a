import { useId, useState, type JSX, type ReactNode } from 'react';
import type { OperationState, WayOut } from '../../../../shared/plans/unfinished-operation.ts';
import { classNames } from '../../../ui/class-names.ts';
import { Button } from '../../../ui/controls/Button.tsx';
import { Icon } from '../../../ui/controls/Icon.tsx';
import { ErrorNotice } from '../../../ui/feedback/ErrorNotice.tsx';
import { Tag } from '../../../ui/feedback/Tag.tsx';
import { valueOf } from '../../../ui/loaded.ts';
import { Panel } from '../../../ui/layout/Panel.tsx';
import { cureInWindow } from '../../../ui/lever/cure-text.ts';
import { useSession } from '../../../ui/state/signalbox.ts';
import { useAction } from '../../../ui/state/use-action.ts';
import { useSaid } from '../../../ui/state/use-said.ts';
import { proposed, wayWords } from '../model/ways.ts';
import type { OperationStore } from '../store/operation-store.ts';
import classes from './operation.module.css';

interface WaysOutProps {
  readonly store: OperationStore;
  readonly known: OperationState;
}

/** Each way out with whether it is open now and why, and its button. In production the cluster's name is typed first. */
export function WaysOut({ store, known }: WaysOutProps): JSX.Element {
  const { cluster } = known.operation;
  const production = useSession((state) =>
    (valueOf(state.clusters) ?? []).some((one) => one.name === cluster && one.environment === 'production'),
  );
  const [typed, setTyped] = useState('');
  const id = useId();
  const best = proposed(known.ways);
  const missing = production && typed.trim() !== cluster ? `Type ${cluster} first` : null;
  return (
    <Panel title="Ways out">
      {production && (
        <p className={classes['confirm']}>
          <label htmlFor={id}>
            Type the cluster’s name, <b>{cluster}</b>, before any of them
          </label>
          <input
            id={id}
            value={typed}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setTyped(event.target.value)}
          />
        </p>
      )}
      <ul className={classes['ways']}>
        {known.ways.map((way) => (
          <WayCard key={way.way} way={way}>
            {way.way === 'hand-over' ? (
              <HandOver store={store} best={best === way.way} missing={missing} allowed={way.allowed} />
            ) : (
              <Take store={store} way={way.way} best={best === way.way} missing={missing} allowed={way.allowed} />
            )}
          </WayCard>
        ))}
      </ul>
    </Panel>
  );
}

function WayCard({ way, children }: { readonly way: WayOut; readonly children: ReactNode }): JSX.Element {
  const said = useSaid();
  const words = wayWords[way.way];
  const objections = way.guards.filter((guard) => guard.verdict === 'block' && guard.message !== way.because);
  return (
    <li className={classNames(classes['way'], !way.allowed && classes['shut'])} aria-label={words.title}>
      <h3>
        {words.title}
        <Tag tone={way.allowed ? 'ok' : 'bad'}>
          <Icon name={way.allowed ? 'check' : 'stop'} size={12} />
          {way.allowed ? 'open' : 'not now'}
        </Tag>
      </h3>
      <p>{said(words.does)}</p>
      <p className={classes['because']}>{said(way.because)}</p>
      {objections.length > 0 && (
        <ul className={classes['objections']}>
          {objections.map((guard) => (
            <li key={`${guard.code}@${guard.server ?? ''}`}>
              {said(guard.message)} {guard.cure !== null && said(cureInWindow(guard.cure))}
            </li>
          ))}
        </ul>
      )}
      {children}
    </li>
  );
}

interface WayButtonProps {
  readonly store: OperationStore;
  readonly best: boolean;
  readonly allowed: boolean;
  /** What is still to be typed; null when nothing is. */
  readonly missing: string | null;
}

function Take({
  store,
  way,
  best,
  allowed,
  missing,
}: WayButtonProps & { readonly way: 'continue' | 'undo' }): JSX.Element {
  const take = useAction(() => store.take(way));
  const because = allowed ? missing : 'It is not safe as the servers are now';
  return (
    <div className={classes['act']}>
      <Button
        kind={best ? 'primary' : 'default'}
        icon={way === 'undo' ? 'back' : 'play'}
        busy={take.busy}
        disabledBecause={because}
        onClick={() => take.run()}
      >
        {way === 'undo' ? 'Undo it' : 'Continue it'}
      </Button>
      {take.error !== null && <ErrorNotice error={take.error} />}
    </div>
  );
}

function HandOver({ store, best, allowed, missing }: WayButtonProps): JSX.Element {
  const [note, setNote] = useState('');
  const id = useId();
  const hand = useAction(() => store.handOver(note.trim()));
  const because = !allowed ? 'It is not possible now' : note.trim() === '' ? 'Write a note first' : missing;
  return (
    <div className={classes['act']}>
      <label htmlFor={id}>Note for the journal: who does what is left</label>
      <textarea id={id} rows={2} maxLength={2000} value={note} onChange={(event) => setNote(event.target.value)} />
      <Button kind={best ? 'primary' : 'default'} busy={hand.busy} disabledBecause={because} onClick={() => hand.run()}>
        Hand it over
      </Button>
      {hand.error !== null && <ErrorNotice error={hand.error} />}
    </div>
  );
}

import { useId, useState, type JSX } from 'react';
import type { Duty } from '../../../shared/domain/duty.ts';
import { Button } from '../controls/Button.tsx';
import { ErrorNotice } from '../feedback/ErrorNotice.tsx';
import { useSignalbox } from '../state/signalbox.ts';
import { useAction } from '../state/use-action.ts';
import { useSaid } from '../state/use-said.ts';
import classes from './duty.module.css';

interface HandsOffFormProps {
  readonly duty: Duty;
  /** It is over, or the person has thought better of it. */
  readonly onDone: () => void;
}

/** What ending a duty means, and why it is done: both for whoever reads the journal. */
export function HandsOffForm({ duty, onDone }: HandsOffFormProps): JSX.Element {
  const id = useId();
  const said = useSaid();
  const { bridge, duties } = useSignalbox();
  const [note, setNote] = useState('');
  const { operation, server, newSource } = duty;
  const action = useAction(async () => {
    await bridge.call('duties.handsOff', { operation, note: note.trim() });
    await duties.refresh();
    onDone();
  });
  return (
    <form
      className={classes['form']}
      aria-label={said(`Hands off ${server}`)}
      onSubmit={(event) => {
        event.preventDefault();
        if (note.trim() !== '') action.run();
      }}
    >
      <p>
        {said(
          `Nobody will keep ${server} closed: if it takes writes beside ${newSource}, they drift apart and can’t be merged.`,
        )}
      </p>
      <div className={classes['fields']}>
        <label htmlFor={id}>Why</label>
        <input
          id={id}
          value={note}
          maxLength={2000}
          autoFocus
          autoComplete="off"
          placeholder="for the journal"
          onChange={(event) => setNote(event.target.value)}
        />
        <Button kind="ghost" size="small" onClick={onDone}>
          Keep it closed
        </Button>
        <Button
          kind="danger"
          size="small"
          submit
          busy={action.busy}
          disabledBecause={note.trim() === '' ? 'Say why first' : null}
        >
          Hands off
        </Button>
      </div>
      {action.error !== null && <ErrorNotice error={action.error} />}
    </form>
  );
}

import { useId, useState, type JSX } from 'react';
import { Button } from '../../../ui/controls/Button.tsx';
import { ErrorNotice } from '../../../ui/feedback/ErrorNotice.tsx';
import { useSignalbox } from '../../../ui/state/signalbox.ts';
import { useAction } from '../../../ui/state/use-action.ts';
import classes from './incident.module.css';

interface NoteFormProps {
  readonly operation: string;
  readonly cluster: string;
  /** Nobody has acknowledged it yet. */
  readonly open: boolean;
  readonly onWritten: () => void;
}

/** What a person has to say of it, with or without having looked at all of it. */
export function NoteForm({ operation, cluster, open, onWritten }: NoteFormProps): JSX.Element {
  const id = useId();
  const { bridge } = useSignalbox();
  const [note, setNote] = useState('');
  const write = useAction(async (acknowledged: boolean) => {
    await bridge.call('operations.remark', { operation, text: note.trim(), acknowledged });
    setNote('');
    onWritten();
  });
  const missing = note.trim() === '' ? 'Write something first' : null;
  return (
    <div className={classes['form']}>
      <label htmlFor={id}>What is to be known of it</label>
      <textarea
        id={id}
        rows={4}
        maxLength={10_000}
        value={note}
        placeholder={open ? 'what was found, who was told, what is still to do' : 'what came up since'}
        onChange={(event) => setNote(event.target.value)}
      />
      <div className={classes['buttons']}>
        <Button busy={write.busy} disabledBecause={missing} onClick={() => write.run(false)}>
          Add note
        </Button>
        {open && (
          <Button
            kind="primary"
            icon="check"
            busy={write.busy}
            disabledBecause={missing}
            onClick={() => write.run(true)}
          >
            Acknowledge
          </Button>
        )}
      </div>
      {open && (
        <p>
          Acknowledging says that somebody knows why this happened. Until then another failover of {cluster} is blocked
          for 10 minutes after this one.
        </p>
      )}
      {write.error !== null && <ErrorNotice error={write.error} />}
    </div>
  );
}

import { useId, type JSX } from 'react';
import { Button } from '../../controls/Button.tsx';
import classes from './wizard.module.css';

interface ConfirmFormProps {
  readonly cluster: string;
  /** Has the cluster's name to be typed? */
  readonly typing: boolean;
  readonly typed: string;
  readonly onType: (text: string) => void;
  /** `confirm`: the name as typed; null where it need not be. */
  readonly onConfirm: (confirm: string | null) => void;
  readonly busy?: boolean;
  /** What else is in the way. */
  readonly disabledBecause?: string | null;
  /** On the button. */
  readonly children: string;
}

/** The last step before anything is changed: in production, or where something may be lost, the name is typed. */
export function ConfirmForm(props: ConfirmFormProps): JSX.Element {
  const { cluster, typing, typed, onType, onConfirm, busy = false, disabledBecause = null } = props;
  const id = useId();
  const missing = typing && typed.trim() !== cluster;
  const because = disabledBecause ?? (missing ? `Type ${cluster} first` : null);
  const submit = (): void => {
    if (because === null && !busy) onConfirm(typing ? typed.trim() : null);
  };
  return (
    <form
      className={classes['confirm']}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {typing && (
        <>
          <label htmlFor={id}>
            Type the cluster’s name, <b>{cluster}</b>, to confirm
          </label>
          <input
            id={id}
            className={classes['typed']}
            value={typed}
            onChange={(event) => onType(event.target.value)}
            autoComplete="off"
            spellCheck={false}
          />
        </>
      )}
      <Button kind="primary" submit busy={busy} disabledBecause={because}>
        {props.children}
      </Button>
    </form>
  );
}

import { useId, type JSX } from 'react';
import { Button } from '../../../ui/controls/Button.tsx';
import { nameMustBeTyped } from '../model/checks.ts';
import type { Planning } from '../model/wizard.ts';
import type { WizardStore } from '../store/wizard-store.ts';
import classes from './wizard.module.css';

interface ConfirmBarProps {
  readonly store: WizardStore;
  readonly wizard: Planning;
  readonly name: (server: string) => string;
}

/** The last step before anything is changed: in production, or where something may be lost, the name is typed. */
export function ConfirmBar({ store, wizard, name }: ConfirmBarProps): JSX.Element {
  const id = useId();
  const { preview, typed } = wizard;
  const typing = nameMustBeTyped(preview);
  const missing = typing && typed.trim() !== preview.cluster;
  const submit = (): void => {
    if (!missing) store.run(typing ? typed.trim() : null);
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
            Type the cluster’s name, <b>{preview.cluster}</b>, to confirm
          </label>
          <input
            id={id}
            className={classes['typed']}
            value={typed}
            onChange={(event) => store.type(event.target.value)}
            autoComplete="off"
            spellCheck={false}
          />
        </>
      )}
      <Button kind="primary" submit disabledBecause={missing ? `Type ${preview.cluster} first` : null}>
        Switch over to {name(preview.candidate)}
      </Button>
    </form>
  );
}

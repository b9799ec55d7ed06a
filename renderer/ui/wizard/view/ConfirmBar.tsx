import { useId, type JSX } from 'react';
import { Button } from '../../controls/Button.tsx';
import { useSaid } from '../../state/use-said.ts';
import { nameMustBeTyped } from '../model/checks.ts';
import { confirmWords } from '../model/kind-words.ts';
import type { Planning } from '../model/wizard.ts';
import type { WizardControl } from '../store/wizard-store.ts';
import classes from './wizard.module.css';

interface ConfirmBarProps {
  readonly label: string;
  readonly control: WizardControl;
  readonly wizard: Planning<unknown>;
}

/** The last step before anything is changed: in production, or where something may be lost, the name is typed. */
export function ConfirmBar({ label, control, wizard }: ConfirmBarProps): JSX.Element {
  const id = useId();
  const said = useSaid();
  const { preview, typed } = wizard;
  const typing = nameMustBeTyped(preview);
  const missing = typing && typed.trim() !== preview.cluster;
  const submit = (): void => {
    if (!missing) control.run(typing ? typed.trim() : null, label);
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
            onChange={(event) => control.type(event.target.value)}
            autoComplete="off"
            spellCheck={false}
          />
        </>
      )}
      <Button kind="primary" submit disabledBecause={missing ? `Type ${preview.cluster} first` : null}>
        {said(confirmWords(preview))}
      </Button>
    </form>
  );
}

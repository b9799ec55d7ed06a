import type { JSX } from 'react';
import { useSaid } from '../../state/use-said.ts';
import { nameMustBeTyped } from '../model/checks.ts';
import { confirmWords } from '../model/kind-words.ts';
import type { Planning } from '../model/wizard.ts';
import type { WizardControl } from '../store/wizard-store.ts';
import { ConfirmForm } from './ConfirmForm.tsx';

interface ConfirmBarProps {
  readonly label: string;
  readonly control: WizardControl;
  readonly wizard: Planning<unknown>;
}

/** The last step before anything is changed. */
export function ConfirmBar({ label, control, wizard }: ConfirmBarProps): JSX.Element {
  const said = useSaid();
  const { preview, typed } = wizard;
  return (
    <ConfirmForm
      cluster={preview.cluster}
      typing={nameMustBeTyped(preview)}
      typed={typed}
      onType={(text) => control.type(text)}
      onConfirm={(confirm) => control.run(confirm, label)}
    >
      {said(confirmWords(preview))}
    </ConfirmForm>
  );
}

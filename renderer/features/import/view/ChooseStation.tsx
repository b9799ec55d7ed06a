import type { JSX } from 'react';
import { Button } from '../../../ui/controls/Button.tsx';
import { ErrorNotice } from '../../../ui/feedback/ErrorNotice.tsx';
import { ImportBars } from '../../../ui/import/ImportBars.tsx';
import { useWords } from '../../../ui/state/use-words.ts';
import { ServerSelect } from '../../../ui/wizard/view/ServerSelect.tsx';
import { WizardFrame } from '../../../ui/wizard/view/WizardFrame.tsx';
import wizardClasses from '../../../ui/wizard/view/wizard.module.css';
import { missingIn } from '../model/choice.ts';
import type { Choosing } from '../model/wizard.ts';
import type { ImportWizardStore } from '../store/import-wizard.ts';
import { ChooseAside } from './ChooseAside.tsx';
import { FileField } from './FileField.tsx';
import type { WizardFace } from './import-face.ts';
import classes from './import.module.css';
import { OptionFields } from './OptionFields.tsx';

interface ChooseStationProps {
  readonly face: WizardFace;
  readonly store: ImportWizardStore;
  readonly wizard: Choosing;
  readonly dropped: string | null;
  /** The import that was to go on, where there is none by that name. */
  readonly gone: string | null;
}

/** Which file, which server, and how; nothing is read or changed before the preflight. */
export function ChooseStation({ face, store, wizard, dropped, gone }: ChooseStationProps): JSX.Element {
  const words = useWords();
  const { choice, asking, refusal } = wizard;
  const missing = missingIn(choice);
  const footer = (
    <>
      <span className={wizardClasses['spring']} />
      {missing !== null && <span className={wizardClasses['because']}>{missing}</span>}
      <Button kind="primary" onClick={() => void store.check()} busy={asking} disabledBecause={missing}>
        Look it through
      </Button>
    </>
  );
  return (
    <WizardFrame
      {...face}
      station="choose"
      aside={<ChooseAside cluster={face.cluster} choice={choice} />}
      footer={footer}
    >
      <h2 className={wizardClasses['question']}>
        {choice.resume === null ? 'Which dump goes where?' : `The import ${choice.resume} goes on`}
      </h2>
      {gone !== null && (
        <p className={classes['dropped']} role="alert">
          There is no unfinished import <b>{gone}</b> on this machine: it has ended, or it was forgotten.
        </p>
      )}
      <ImportBars cluster={face.cluster} />
      <form
        className={classes['fields']}
        onSubmit={(event) => {
          event.preventDefault();
          if (missing === null && !asking) void store.check();
        }}
      >
        <FileField choice={choice} store={store} dropped={dropped} />
        {refusal !== null && <ErrorNotice error={refusal} />}
        <ServerSelect
          cluster={face.cluster}
          description="The one that gets the dump. Where it is a {source} and the dump is logged, its {replicas} get it from there."
          value={choice.server}
          onChange={(server) => store.change({ server })}
          disabled={choice.resume !== null}
        />
        <h3 className={classes['part']}>{words('How')}</h3>
        <OptionFields choice={choice} change={(part) => store.change(part)} />
        <input type="submit" hidden />
      </form>
    </WizardFrame>
  );
}

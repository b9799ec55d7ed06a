import { TextInput } from '@mantine/core';
import type { JSX } from 'react';
import { Button } from '../../../ui/controls/Button.tsx';
import { valueOf } from '../../../ui/loaded.ts';
import { useSession, useSignalbox } from '../../../ui/state/signalbox.ts';
import { useAction } from '../../../ui/state/use-action.ts';
import type { ImportChoice } from '../model/choice.ts';
import type { ImportWizardStore } from '../store/import-wizard.ts';
import classes from './import.module.css';

interface FileFieldProps {
  readonly choice: ImportChoice;
  readonly store: ImportWizardStore;
  readonly dropped: string | null;
}

/** The dump's path: chosen in the desktop's own dialog, or typed where Signalbox runs elsewhere than the page. */
export function FileField({ choice, store, dropped }: FileFieldProps): JSX.Element {
  const { bridge } = useSignalbox();
  const desktop = useSession((state) => valueOf(state.info)?.host === 'desktop');
  const choose = useAction(async () => {
    const { path } = await bridge.call('import.chooseFile', {});
    if (path !== null) store.change({ file: path });
  });
  const fixed = choice.resume !== null;
  return (
    <div className={classes['file']}>
      <TextInput
        className={classes['mono'] ?? ''}
        label="Dump file"
        description={`${desktop ? '' : 'Its whole path on the machine where Signalbox runs. '}A dump of mysqldump or mariadb-dump, plain or packed: .sql, .gz, .zst, .bz2, .xz.`}
        placeholder="/backup/shop.sql.gz"
        value={choice.file}
        onChange={(event) => store.change({ file: event.currentTarget.value })}
        maxLength={4096}
        autoComplete="off"
        spellCheck={false}
        disabled={fixed}
        data-autofocus
      />
      {desktop && !fixed && (
        <Button onClick={() => choose.run()} busy={choose.busy}>
          Choose a file…
        </Button>
      )}
      {dropped !== null && choice.file === '' && (
        <p className={classes['dropped']} role="status">
          <b>{dropped}</b> was dropped. A browser does not say where a file lies: type its path, or copy it to the
          machine where Signalbox runs first.
        </p>
      )}
    </div>
  );
}

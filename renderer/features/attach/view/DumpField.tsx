import { TextInput } from '@mantine/core';
import type { JSX } from 'react';
import { Button } from '../../../ui/controls/Button.tsx';
import { valueOf } from '../../../ui/loaded.ts';
import { useSession, useSignalbox } from '../../../ui/state/signalbox.ts';
import { useAction } from '../../../ui/state/use-action.ts';
import type { AttachChoice } from '../model/choice.ts';
import classes from './attach.module.css';

interface DumpFieldProps {
  readonly choice: AttachChoice;
  readonly change: (part: Partial<AttachChoice>) => void;
}

/** The dump’s path: chosen in the desktop’s own dialog, or typed where Signalbox runs elsewhere than the page. */
export function DumpField({ choice, change }: DumpFieldProps): JSX.Element {
  const { bridge } = useSignalbox();
  const desktop = useSession((state) => valueOf(state.info)?.host === 'desktop');
  const choose = useAction(async () => {
    const { path } = await bridge.call('import.chooseFile', {});
    if (path !== null) change({ dump: path });
  });
  return (
    <div className={classes['dump']}>
      <TextInput
        className={classes['mono'] ?? ''}
        label="Dump file"
        description={desktop ? null : 'Its whole path on the machine where Signalbox runs.'}
        placeholder="/backup/shop.sql.gz"
        value={choice.dump}
        onChange={(event) => change({ dump: event.currentTarget.value })}
        maxLength={4096}
        autoComplete="off"
        spellCheck={false}
      />
      {desktop && (
        <Button onClick={() => choose.run()} busy={choose.busy}>
          Choose a file…
        </Button>
      )}
    </div>
  );
}

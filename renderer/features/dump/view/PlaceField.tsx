import { TextInput } from '@mantine/core';
import type { JSX } from 'react';
import { Button } from '../../../ui/controls/Button.tsx';
import { valueOf } from '../../../ui/loaded.ts';
import { useSession, useSignalbox } from '../../../ui/state/signalbox.ts';
import { useAction } from '../../../ui/state/use-action.ts';
import { useServerNames } from '../../../ui/state/use-server-names.ts';
import { suggestedName, type DumpChoice } from '../model/choice.ts';
import classes from './dump.module.css';

interface PlaceFieldProps {
  readonly choice: DumpChoice;
  readonly change: (part: Partial<DumpChoice>) => void;
}

/** The dump's path: chosen in the desktop's own dialog, or typed where Signalbox runs elsewhere than the page. */
export function PlaceField({ choice, change }: PlaceFieldProps): JSX.Element {
  const { bridge } = useSignalbox();
  const name = useServerNames();
  const desktop = useSession((state) => valueOf(state.info)?.host === 'desktop');
  const suggested = suggestedName(choice.server === null ? 'dump' : name(choice.server), new Date());
  const choose = useAction(async () => {
    const { path } = await bridge.call('dump.chooseFile', { suggested });
    if (path !== null) change({ out: path });
  });
  return (
    <div className={classes['file']}>
      <TextInput
        className={classes['mono'] ?? ''}
        label="Into the file"
        description={`${desktop ? '' : 'Its whole path on the machine where Signalbox runs. '}Its name says how it is compressed: .sql.gz (gzip), .sql.zst (zstd, faster), .sql (not). Never over a file that is there.`}
        placeholder={`/backup/${suggested}`}
        value={choice.out}
        onChange={(event) => change({ out: event.currentTarget.value })}
        maxLength={4096}
        autoComplete="off"
        spellCheck={false}
      />
      {desktop && (
        <Button onClick={() => choose.run()} busy={choose.busy}>
          Choose a place…
        </Button>
      )}
    </div>
  );
}

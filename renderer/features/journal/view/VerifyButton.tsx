import { useState, type JSX } from 'react';
import type { JournalVerification } from '../../../../shared/domain/journal.ts';
import { Button } from '../../../ui/controls/Button.tsx';
import { Tag } from '../../../ui/feedback/Tag.tsx';
import { useSignalbox } from '../../../ui/state/signalbox.ts';
import { useAction } from '../../../ui/state/use-action.ts';
import classes from './journal.module.css';

/** Checks the chain of hashes over the whole journal and says what it found. */
export function VerifyButton(): JSX.Element {
  const { bridge } = useSignalbox();
  const [found, setFound] = useState<JournalVerification | null>(null);
  const verify = useAction(async () => setFound(await bridge.call('journal.verify', {})));
  return (
    <>
      <span role="status" className={classes['verified']}>
        {verify.error !== null && <Tag tone="bad">{verify.error.message}</Tag>}
        {verify.error === null && found !== null && !verify.busy && <Found found={found} />}
      </span>
      <Button onClick={() => verify.run()} busy={verify.busy} icon="key">
        Verify
      </Button>
    </>
  );
}

function Found({ found }: { readonly found: JournalVerification }): JSX.Element {
  if (found.problem === null) {
    return <Tag tone="ok">{found.entries === 1 ? '1 entry' : `${found.entries} entries`}, chain unbroken</Tag>;
  }
  return (
    <Tag tone="bad">
      Broken at entry {found.problem.sequence}: {found.problem.message}
    </Tag>
  );
}

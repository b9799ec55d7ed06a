import type { JSX } from 'react';
import type { AttachPreview } from '../../../../shared/plans/attach-view.ts';
import { Panel } from '../../layout/Panel.tsx';
import { useSaid } from '../../state/use-said.ts';
import { capital } from '../../text/capital.ts';
import classes from './evidence.module.css';

/** Where a new replica begins, and who says so. */
export function StartPanel({ preview }: { readonly preview: AttachPreview }): JSX.Element {
  const said = useSaid();
  return (
    <div className={classes['evidence']}>
      <Panel title="Where it begins">
        <p className={classes['sentence']}>
          {preview.begins === '' ? 'Not known yet: see what blocks.' : `${capital(said(preview.begins))}.`}
        </p>
      </Panel>
    </div>
  );
}

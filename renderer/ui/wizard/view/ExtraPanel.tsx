import type { JSX } from 'react';
import type { RejoinPreview } from '../../../../shared/plans/rejoin-view.ts';
import { classNames } from '../../class-names.ts';
import { Icon } from '../../controls/Icon.tsx';
import { Panel } from '../../layout/Panel.tsx';
import { useSaid } from '../../state/use-said.ts';
import { ChangedTables } from './ChangedTables.tsx';
import classes from './evidence.module.css';
import { extraText } from './extra-text.ts';

/** What the old source holds that the new one does not, by table: the one thing that a rejoin stands on. */
export function ExtraPanel({ preview }: { readonly preview: RejoinPreview }): JSX.Element | null {
  const said = useSaid();
  const text = extraText(preview);
  if (text === null) return null;
  return (
    <div className={classes['evidence']}>
      <Panel title="What it has of its own">
        <div className={classNames(classes['verdict'], text.none ? classes['proved'] : classes['open'])} role="status">
          <Icon name={text.none ? 'check' : 'stop'} size={20} />
          <p className={classes['sentence']}>
            <b>{text.verdict} </b>
            {said(text.sentence)}
          </p>
        </div>
        {!text.none && preview.extra !== null && (
          <div className={classes['above']}>
            <ChangedTables tables={preview.extra.tables} />
          </div>
        )}
      </Panel>
    </div>
  );
}

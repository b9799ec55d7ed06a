import type { JSX } from 'react';
import type { ChangeMasterPreview } from '../../../../shared/plans/change-master-view.ts';
import { Tag } from '../../feedback/Tag.tsx';
import { KeyValue } from '../../layout/KeyValue.tsx';
import { Panel } from '../../layout/Panel.tsx';
import { useSaid } from '../../state/use-said.ts';
import { capital } from '../../text/capital.ts';
import { Mono } from '../../text/Mono.tsx';
import classes from './evidence.module.css';

/** Where the replica goes on, and why that is known. */
export function ContinuationPanel({ preview }: { readonly preview: ChangeMasterPreview }): JSX.Element {
  const said = useSaid();
  return (
    <div className={classes['evidence']}>
      <Panel title="Where it continues">
        <p className={classes['sentence']}>
          {preview.continues === '' ? 'Not known yet: see what blocks.' : `${capital(said(preview.continues))}.`}
        </p>
        <KeyValue
          rows={[
            ['Follows now', <Mono key="from">{preview.from}</Mono>],
            [
              'Will follow',
              <span key="to">
                <Mono>{preview.to}</Mono>{' '}
                <Tag tone={preview.sameServer ? 'ok' : 'accent'}>
                  {preview.sameServer ? 'the same server, another way' : 'another server'}
                </Tag>
              </span>,
            ],
            ['Channel', preview.channel === '' ? null : <Mono key="channel">{preview.channel}</Mono>],
          ]}
        />
      </Panel>
    </div>
  );
}

import type { JSX } from 'react';
import { bytesText } from '../../../../shared/domain/amounts.ts';
import { KeyValue } from '../../../ui/layout/KeyValue.tsx';
import { Panel } from '../../../ui/layout/Panel.tsx';
import { Mono } from '../../../ui/text/Mono.tsx';
import { countText } from '../../../ui/text/amounts.ts';
import type { ImportSight } from '../model/run.ts';
import { Said } from './Said.tsx';

/** What goes where, and what was said on the way. */
export function RunAside({ sight }: { readonly sight: ImportSight }): JSX.Element | null {
  const { preview, notes, skipped } = sight;
  if (preview === null) return null;
  return (
    <>
      <Panel title="This import">
        <KeyValue
          rows={[
            ['File', <Mono key="file">{preview.file}</Mono>],
            ['Into', <Mono key="server">{preview.server}</Mono>],
            ['Tables', countText(preview.tables)],
            ['Data', bytesText(preview.dataBytes)],
            ['Connections', String(preview.parallel)],
            ['Import', <Mono key="id">{preview.importId}</Mono>],
          ]}
        />
      </Panel>
      <Said notes={notes} skipped={skipped} />
    </>
  );
}

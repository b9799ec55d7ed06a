import type { JSX } from 'react';
import type { ErrorReport } from '../../../../shared/domain/errors.ts';
import type { ImportPreview } from '../../../../shared/import/import-view.ts';
import { CopyTextButton } from '../../../ui/controls/CopyTextButton.tsx';
import { KeyValue } from '../../../ui/layout/KeyValue.tsx';
import { Panel } from '../../../ui/layout/Panel.tsx';
import { Mono } from '../../../ui/text/Mono.tsx';
import { countText } from '../../../ui/text/amounts.ts';
import { failureOf, failureText } from '../model/result.ts';
import classes from './import.module.css';

interface FailureCardProps {
  readonly error: ErrorReport;
  readonly preview: ImportPreview;
}

/** What went wrong: what the server said, and where in the dump. Never in the chosen words: it is the server's text. */
export function FailureCard({ error, preview }: FailureCardProps): JSX.Element {
  const failure = failureOf(error);
  return (
    <div className={classes['failure']} role="alert">
      <Panel
        title="What went wrong"
        actions={
          <CopyTextButton text={() => failureText(failure, preview.file, preview.server)}>
            Copy all of it
          </CopyTextButton>
        }
      >
        <div className={classes['facts']}>
          <KeyValue
            rows={[
              ['The server', failure.said],
              ['Line', failure.line === null ? null : <Mono key="line">{countText(failure.line)}</Mono>],
              ['Byte', failure.offset === null ? null : <Mono key="byte">{countText(failure.offset)}</Mono>],
              ['Table', failure.table === null ? null : <Mono key="table">{failure.table}</Mono>],
              ['Code', <code key="code">{error.code}</code>],
            ]}
          />
        </div>
        {failure.statement !== null && <pre aria-label="The statement’s beginning">{failure.statement}</pre>}
      </Panel>
    </div>
  );
}

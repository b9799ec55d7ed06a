import { useId, type JSX, type ReactNode } from 'react';
import type { DumpPreview } from '../../../../shared/domain/dump.ts';
import { consentInWords, ownPositionInWords, stoppedInWords } from '../../../../shared/domain/dump-words.ts';
import { Icon } from '../../../ui/controls/Icon.tsx';
import { KeyValue } from '../../../ui/layout/KeyValue.tsx';
import { Panel } from '../../../ui/layout/Panel.tsx';
import { useSaid } from '../../../ui/state/use-said.ts';
import { Mono } from '../../../ui/text/Mono.tsx';
import { Sql } from '../../../ui/text/Sql.tsx';
import classes from './dump.module.css';

interface CheckedDumpProps {
  readonly preview: DumpPreview;
  readonly agreed: boolean;
  readonly onAgree: (agreed: boolean) => void;
}

/** The engine's answer in words: what is refused, what to know, what is stopped and sent, and with which program. */
export function CheckedDump({ preview, agreed, onAgree }: CheckedDumpProps): JSX.Element {
  const { refusals, warnings, program, databases } = preview;
  const said = useSaid();
  return (
    <div className={classes['checked']}>
      <Notes title="Refused" tone="bad" texts={refusals} />
      <Notes title="Warnings" tone="warn" texts={warnings} />
      <Panel title="What is done to the server">
        <p className={classes['prose']}>{said(stoppedInWords(preview))}</p>
        <p className={classes['prose']}>
          <b>Its own position:</b> {said(ownPositionInWords[preview.ownPosition])}
        </p>
        {preview.statements.length > 0 && <Sql statements={preview.statements} what="statements sent to the server" />}
        <Consent preview={preview} agreed={agreed} onAgree={onAgree} />
      </Panel>
      <Panel title="What is run">
        <KeyValue
          rows={[
            ['Program', <Mono key="file">{program.file}</Mono>],
            ['Version', program.version],
            ['Databases', <Mono key="databases">{databases.join(', ')}</Mono>],
            [
              'Arguments',
              <Mono key="arguments" copy={{ text: preview.arguments.join(' '), what: 'arguments of the dump program' }}>
                {preview.arguments.join(' ')}
              </Mono>,
            ],
            ['Login', 'in a private file that only the program reads, removed once it is logged in'],
          ]}
        />
      </Panel>
    </div>
  );
}

/** Asked for only where something has to wait, and nothing is refused. */
function Consent({ preview, agreed, onAgree }: CheckedDumpProps): JSX.Element | null {
  const said = useSaid();
  const id = useId();
  const consent = consentInWords(preview);
  if (consent === null || preview.refusals.length > 0) return null;
  return (
    <label className={classes['consent']} htmlFor={id}>
      <input id={id} type="checkbox" checked={agreed} onChange={(event) => onAgree(event.target.checked)} />
      {said(`${consent.charAt(0).toUpperCase()}${consent.slice(1)}`)}
    </label>
  );
}

interface NotesProps {
  readonly title: string;
  readonly tone: 'bad' | 'warn';
  readonly texts: readonly string[];
}

/** Sentences of the engine, each on a card. */
export function Notes({ title, tone, texts }: NotesProps): ReactNode {
  const said = useSaid();
  if (texts.length === 0) return null;
  return (
    <Panel title={title} suffix={texts.length}>
      <ul className={classes['notes']}>
        {texts.map((text) => (
          <li key={text} data-tone={tone}>
            <Icon name={tone === 'bad' ? 'stop' : 'warning'} size={17} />
            <p>{said(text)}</p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

import type { JSX } from 'react';
import { bytesText } from '../../../../shared/domain/amounts.ts';
import type { GuardResult } from '../../../../shared/guards/verdict.ts';
import type { ImportPreview } from '../../../../shared/import/import-view.ts';
import { Button } from '../../../ui/controls/Button.tsx';
import { ErrorNotice } from '../../../ui/feedback/ErrorNotice.tsx';
import { KeyValue } from '../../../ui/layout/KeyValue.tsx';
import { Panel } from '../../../ui/layout/Panel.tsx';
import { navigate, paths } from '../../../ui/route/paths.ts';
import { useSaid } from '../../../ui/state/use-said.ts';
import { Age } from '../../../ui/text/Age.tsx';
import { Mono } from '../../../ui/text/Mono.tsx';
import { groupChecks, obstacle } from '../../../ui/wizard/model/checks.ts';
import { obstacleText } from '../../../ui/wizard/model/obstacle-text.ts';
import { CheckGroups } from '../../../ui/wizard/view/CheckGroups.tsx';
import { ConfirmForm } from '../../../ui/wizard/view/ConfirmForm.tsx';
import { useSubject } from '../../../ui/wizard/view/use-subject.ts';
import { Waiting } from '../../../ui/wizard/view/Waiting.tsx';
import { WizardFrame } from '../../../ui/wizard/view/WizardFrame.tsx';
import wizardClasses from '../../../ui/wizard/view/wizard.module.css';
import { countText } from '../../../ui/text/amounts.ts';
import { estimateText } from '../model/amounts.ts';
import { contentsOf } from '../model/contents.ts';
import type { ImportChoice } from '../model/choice.ts';
import type { Checking, Look } from '../model/wizard.ts';
import type { ImportWizardStore } from '../store/import-wizard.ts';
import type { WizardFace } from './import-face.ts';
import classes from './import.module.css';

interface PreflightStationProps {
  readonly face: WizardFace;
  readonly store: ImportWizardStore;
  readonly wizard: Checking;
}

/** What is in the dump, and every answer about the server; the import begins here. */
export function PreflightStation({ face, store, wizard }: PreflightStationProps): JSX.Element {
  const { name } = useSubject(face.cluster);
  const said = useSaid();
  const { look, refusal } = wizard;
  return (
    <WizardFrame
      {...face}
      station="checks"
      aside={<PreflightAside store={store} wizard={wizard} />}
      footer={<PreflightFooter face={face} store={store} wizard={wizard} />}
    >
      <h2 className={wizardClasses['question']}>{said(`Can it go into ${wizard.choice.server ?? 'the server'}?`)}</h2>
      <div className={wizardClasses['notices']}>
        {refusal !== null && <ErrorNotice error={refusal} />}
        {look.kind === 'failed' && <ErrorNotice error={look.error} />}
      </div>
      {look.kind === 'reading' && <Reading look={look} />}
      {look.kind === 'ready' && (
        <>
          <Contents preview={look.preview} />
          <CheckGroups
            guards={look.preview.guards}
            accepted={wizard.accepted}
            onAccept={(guard, reason) => store.accept(guard, reason)}
            name={name}
            waysOn={(guard) => <WayOn guard={guard} store={store} choice={wizard.choice} />}
          />
        </>
      )}
    </WizardFrame>
  );
}

interface WayOnProps {
  readonly guard: GuardResult;
  readonly store: ImportWizardStore;
  readonly choice: ImportChoice;
}

/** What can be asked for where a check blocks: looked through again with it, which changes nothing yet. */
function WayOn({ guard, store, choice }: WayOnProps): JSX.Element | null {
  if (guard.code !== 'import-table-exists' || choice.overwrite) return null;
  const overwrite = (): void => {
    store.change({ overwrite: true });
    void store.check();
  };
  return (
    <div className={classes['next']}>
      <Button size="small" onClick={overwrite}>
        Overwrite them…
      </Button>
    </div>
  );
}

function Reading({ look }: { readonly look: Extract<Look, { kind: 'reading' }> }): JSX.Element {
  const { readBytes, storedBytes } = look;
  const of = storedBytes === null ? '' : ` of ${bytesText(storedBytes)}`;
  return (
    <div className={classes['reading']}>
      <Waiting>Looking the dump through, and at the server. Nothing is changed.</Waiting>
      <progress
        className={wizardClasses['progress']}
        aria-label="Read"
        max={storedBytes ?? undefined}
        value={storedBytes === null ? undefined : Math.min(readBytes, storedBytes)}
      />
      <span className={wizardClasses['prose']}>
        {bytesText(readBytes)}
        {of}
      </span>
    </div>
  );
}

function Contents({ preview }: { readonly preview: ImportPreview }): JSX.Element {
  const said = useSaid();
  return (
    <div className={classes['contents']}>
      <Panel title="In the dump" suffix={<Mono>{preview.file}</Mono>}>
        <ul>
          {contentsOf(preview.contents).map(({ text, parts }) => (
            <li key={text}>
              {said(text)}
              {parts.length > 0 && (
                <ul>
                  {parts.map((part) => (
                    <li key={part}>{said(part)}</li>
                  ))}
                </ul>
              )}
            </li>
          ))}
        </ul>
      </Panel>
    </div>
  );
}

function PreflightAside({ store, wizard }: Pick<PreflightStationProps, 'store' | 'wizard'>): JSX.Element {
  const { look, choice } = wizard;
  const preview = look.kind === 'ready' ? look.preview : null;
  const count = preview === null ? null : groupChecks(preview.guards);
  const again = (
    <Button size="small" onClick={() => store.again()} busy={look.kind === 'reading'}>
      Check again
    </Button>
  );
  return (
    <>
      <Panel title="Checked" actions={again}>
        <KeyValue
          rows={[
            [
              'Dump and server',
              look.kind === 'ready' ? <Age at={look.at} /> : look.kind === 'reading' ? 'being read' : 'failed',
            ],
            ['Blocks', count === null ? null : String(count.blocks.length)],
            ['Losses', count === null ? null : String(count.losses.length)],
            ['Warnings', count === null ? null : String(count.warnings.length)],
            ['Passed', count === null ? null : String(count.passes.length)],
          ]}
        />
      </Panel>
      {preview !== null && (
        <Panel title="If you go on">
          <KeyValue
            rows={[
              ['Tables', countText(preview.tables)],
              ['Rows', countText(preview.rows)],
              ['Data', bytesText(preview.dataBytes)],
              ['Time, roughly', estimateText(preview)],
              ['Connections', String(preview.parallel)],
              ['Binary log', choice.logged ? 'written' : 'nothing of it'],
              ['If it is stopped', preview.keepsMarks ? 'it can be resumed' : 'it begins anew'],
              ...asked(choice),
              ['Errors passed over', choice.skipErrors.trim() === '' ? null : choice.skipErrors],
            ]}
          />
        </Panel>
      )}
    </>
  );
}

/** What was asked for beside the usual. */
function asked({
  overwrite,
  relaxed,
  withoutRedoLog,
  checksum,
  applyGtids,
}: ImportChoice): readonly [string, string][] {
  const wanted: readonly (readonly [boolean, string, string])[] = [
    [overwrite, 'Tables in the way', 'overwritten'],
    [relaxed, 'Durability', 'loosened meanwhile'],
    [withoutRedoLog, 'Redo log', 'off meanwhile'],
    [checksum, 'Checksums', 'told at the end'],
    [applyGtids, 'The dump’s GTIDs', 'set at the end'],
  ];
  return wanted.flatMap(([is, name, text]) => (is ? [[name, text] as [string, string]] : []));
}

function PreflightFooter({ face, store, wizard }: PreflightStationProps): JSX.Element {
  const said = useSaid();
  const { look, accepted, typed, beginning, choice } = wizard;
  const preview = look.kind === 'ready' ? look.preview : null;
  const found = preview === null ? null : obstacle({ guards: preview.guards, planId: preview.importId }, accepted);
  const because = found === null ? null : obstacleText(found);
  const begin = async (confirm: string | null): Promise<void> => {
    const importId = await store.begin(confirm);
    if (importId !== null) navigate(paths.importRun(face.cluster, importId));
  };
  return (
    <>
      <Button kind="ghost" onClick={() => store.back()}>
        Back
      </Button>
      <span className={wizardClasses['spring']} />
      {because !== null && <span className={wizardClasses['because']}>{because}</span>}
      {preview !== null && (
        <ConfirmForm
          cluster={preview.cluster}
          typing={preview.environment === 'production' || preview.guards.some(({ verdict }) => verdict === 'loss')}
          typed={typed}
          onType={(text) => store.type(text)}
          onConfirm={(confirm) => void begin(confirm)}
          busy={beginning}
          disabledBecause={because}
        >
          {said(`${choice.resume === null ? 'Import' : 'Resume'} into ${preview.server}`)}
        </ConfirmForm>
      )}
    </>
  );
}

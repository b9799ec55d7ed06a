import type { JSX } from 'react';
import type { RunningImport, UnfinishedImport } from '../../../shared/import/running-import.ts';
import { classNames } from '../class-names.ts';
import { Button, LinkButton } from '../controls/Button.tsx';
import { Icon } from '../controls/Icon.tsx';
import { paths } from '../route/paths.ts';
import { useSignalbox } from '../state/signalbox.ts';
import { useAction } from '../state/use-action.ts';
import { useServerNames } from '../state/use-server-names.ts';
import { Age } from '../text/Age.tsx';
import classes from './import-bars.module.css';
import { fileName, progressText, standingText } from './import-text.ts';
import { LeftSettingsBars } from './LeftSettingsBars.tsx';
import { useImports } from './use-imports.ts';

/** The imports of a cluster that run, and those that did not end: each leads to its page or to going on. */
export function ImportBars({ cluster }: { readonly cluster: string }): JSX.Element {
  const { running, unfinished, reload } = useImports(cluster);
  return (
    <div role="status" aria-label="Imports">
      <LeftSettingsBars cluster={cluster} />
      {running.map((one) => (
        <RunningBar key={one.importId} running={one} />
      ))}
      {unfinished.map((one) => (
        <UnfinishedBar key={one.importId} unfinished={one} reload={reload} />
      ))}
    </div>
  );
}

function RunningBar({ running }: { readonly running: RunningImport }): JSX.Element {
  const name = useServerNames();
  const { cluster, importId, server, file } = running;
  return (
    <section className={classes['bar']} aria-label={`Import ${importId}`}>
      <Icon name="import" size={17} />
      <p>
        <b title={file}>{fileName(file)}</b> goes into <b>{name(server)}</b>: it {progressText(running)}.
      </p>
      <div className={classes['acts']}>
        <LinkButton size="small" href={paths.importRun(cluster, importId)}>
          See the import
        </LinkButton>
      </div>
    </section>
  );
}

interface UnfinishedBarProps {
  readonly unfinished: UnfinishedImport;
  readonly reload: () => void;
}

function UnfinishedBar({ unfinished, reload }: UnfinishedBarProps): JSX.Element {
  const name = useServerNames();
  const { bridge } = useSignalbox();
  const { cluster, importId, server, file, startedAt, state } = unfinished;
  const forget = useAction(async () => {
    await bridge.call('import.forget', { importId });
    reload();
  });
  return (
    <section className={classNames(classes['bar'], classes['warn'])} aria-label={`Import ${importId}`}>
      <Icon name="warning" size={17} />
      <p>
        <b>
          The import of <span title={file}>{fileName(file)}</span> into {name(server)} did not end.
        </b>{' '}
        It {standingText(state)}, begun <Age at={startedAt} />. What is committed stays.
        {forget.error !== null && <span role="alert"> {forget.error.message}</span>}
      </p>
      {state !== 'running' && (
        <div className={classes['acts']}>
          <LinkButton size="small" href={paths.importDump(cluster, { resume: importId })}>
            Resume…
          </LinkButton>
          <Button
            size="small"
            kind="quiet"
            busy={forget.busy}
            onClick={() => forget.run()}
            title="It is not listed any more, and can’t be resumed. Nothing in the server changes."
            label={`Forget the import ${importId}`}
          >
            Forget it
          </Button>
        </div>
      )}
    </section>
  );
}

import type { JSX } from 'react';
import type { PauseNote } from '../../../shared/domain/dump.ts';
import type { RunningDump } from '../../../shared/domain/running-dump.ts';
import { classNames } from '../class-names.ts';
import { LinkButton } from '../controls/Button.tsx';
import { CopyButton } from '../controls/CopyButton.tsx';
import { Icon } from '../controls/Icon.tsx';
import { fileName } from '../import/import-text.ts';
import classes from '../import/import-bars.module.css';
import { paths } from '../route/paths.ts';
import { useServerNames } from '../state/use-server-names.ts';
import { dumpProgressText } from './dump-text.ts';
import { useDumps } from './use-dumps.ts';

/** The dumps of a cluster that run, each with the way to its page, and SQL threads that a killed one left stopped. */
export function DumpBars({ cluster }: { readonly cluster: string }): JSX.Element {
  const { running, cutOff } = useDumps(cluster);
  return (
    <div role="status" aria-label="Dumps">
      {cutOff.map((one) => (
        <CutOffBar key={one.server} note={one} />
      ))}
      {running.map((one) => (
        <RunningBar key={one.dumpId} running={one} />
      ))}
    </div>
  );
}

function RunningBar({ running }: { readonly running: RunningDump }): JSX.Element {
  const name = useServerNames();
  const { cluster, dumpId, server, out } = running;
  return (
    <section className={classes['bar']} aria-label={`Dump of ${name(server)}`}>
      <Icon name="dump" size={17} />
      <p>
        <b>{name(server)}</b> is dumped into <b title={out}>{fileName(out)}</b>: it {dumpProgressText(running)}.
      </p>
      <div className={classes['acts']}>
        <LinkButton size="small" href={paths.dumpRun(cluster, dumpId)}>
          See the dump
        </LinkButton>
      </div>
    </section>
  );
}

function CutOffBar({ note: { server, out, statements } }: { readonly note: PauseNote }): JSX.Element {
  const name = useServerNames();
  const start = statements.join('; ');
  return (
    <section className={classNames(classes['bar'], classes['bad'])} aria-label={`Cut-off dump of ${name(server)}`}>
      <Icon name="warning" size={17} />
      <p>
        <b>The SQL thread of {name(server)} is stopped since a dump was cut off</b> (
        <span title={out}>{fileName(out)}</span>), and its Signalbox is gone. Start it on the server:{' '}
        <code>{start}</code> <CopyButton always text={start} what={`statement that starts ${name(server)}`} />
      </p>
    </section>
  );
}

import { useEffect, useEffectEvent, useState, type JSX } from 'react';
import { Icon } from '../../ui/controls/Icon.tsx';
import { navigate, paths } from '../../ui/route/paths.ts';
import { useSignalbox } from '../../ui/state/signalbox.ts';
import { useCluster } from '../../ui/state/use-cluster.ts';
import classes from './shell.module.css';

/** A file that is dropped anywhere on the window is taken to be a dump for the cluster on screen. */
export function DropToImport(): JSX.Element | null {
  const { pathOf } = useSignalbox();
  const cluster = useCluster();
  const [over, setOver] = useState(false);

  const drag = useEffectEvent((event: DragEvent): void => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    if (event.dataTransfer !== null) event.dataTransfer.dropEffect = cluster === null ? 'none' : 'copy';
    setOver(true);
  });
  const leave = useEffectEvent((event: DragEvent): void => {
    if (event.relatedTarget === null) setOver(false);
  });
  const drop = useEffectEvent((event: DragEvent): void => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer?.files[0];
    if (file === undefined || cluster === null) return;
    const path = pathOf(file);
    navigate(paths.importDump(cluster.name, path === null ? { name: file.name } : { file: path }));
  });
  useEffect(() => {
    const listeners = [
      ['dragover', (event: DragEvent) => drag(event)],
      ['dragleave', (event: DragEvent) => leave(event)],
      ['drop', (event: DragEvent) => drop(event)],
    ] as const;
    for (const [name, listener] of listeners) window.addEventListener(name, listener);
    return () => {
      for (const [name, listener] of listeners) window.removeEventListener(name, listener);
    };
  }, []);

  if (!over) return null;
  return (
    <div className={classes['drop']} role="status">
      <Icon name="import" size={28} />
      <p>
        {cluster === null
          ? 'A dump goes into a server of a cluster: add or open one first.'
          : `Drop the dump to import it into ${cluster.label}. Nothing is changed before you confirm.`}
      </p>
    </div>
  );
}

function carriesFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes('Files') ?? false;
}

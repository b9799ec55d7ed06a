import { useEffect, type JSX } from 'react';
import { restoredInWords, settingInWords, type LeftSettings } from '../../../shared/import/changed-settings.ts';
import { classNames } from '../class-names.ts';
import { Button } from '../controls/Button.tsx';
import { Icon } from '../controls/Icon.tsx';
import { notifyDone } from '../feedback/notify.tsx';
import { valueOf } from '../loaded.ts';
import { useSignalbox } from '../state/signalbox.ts';
import { useAction } from '../state/use-action.ts';
import { useBridgeCall } from '../state/use-bridge-call.ts';
import { useServerNames } from '../state/use-server-names.ts';
import classes from './import-bars.module.css';

const askedEveryMs = 5000;

/** Servers that are less safe than they were, because the import that loosened them is gone. */
export function LeftSettingsBars({ cluster }: { readonly cluster: string }): JSX.Element {
  const { result, reload } = useBridgeCall('import.leftSettings', {});
  useEffect(() => {
    const timer = setInterval(reload, askedEveryMs);
    return () => clearInterval(timer);
  }, [reload]);
  const left = (valueOf(result) ?? []).filter((one) => one.cluster === cluster);
  return (
    <>
      {left.map((one) => (
        <LeftSettingsBar key={one.importId} left={one} reload={reload} />
      ))}
    </>
  );
}

interface LeftSettingsBarProps {
  readonly left: LeftSettings;
  readonly reload: () => void;
}

function LeftSettingsBar({ left: { importId, server, settings }, reload }: LeftSettingsBarProps): JSX.Element {
  const name = useServerNames();
  const { bridge } = useSignalbox();
  const restore = useAction(async () => {
    const restored = await bridge.call('import.restoreSettings', { server });
    notifyDone(`Settings of ${name(server)}`, restored.map(restoredInWords).join(' '));
    reload();
  });
  return (
    <section className={classNames(classes['bar'], classes['bad'])} aria-label={`Settings left by ${importId}`}>
      <Icon name="warning" size={17} />
      <p>
        <b>{name(server)} is less safe than it was.</b> The import {importId} changed{' '}
        {settings.map((each) => `${settingInWords(each.name, each.during)} (before: ${each.before})`).join(', ')}, and
        its Signalbox is gone. Resuming it sets them back at the end, too.
        {restore.error !== null && <span role="alert"> {restore.error.message}</span>}
      </p>
      <div className={classes['acts']}>
        <Button size="small" busy={restore.busy} onClick={() => restore.run()}>
          Set them back
        </Button>
      </div>
    </section>
  );
}

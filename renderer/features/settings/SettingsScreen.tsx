import type { JSX } from 'react';
import { CopyButton } from '../../ui/controls/CopyButton.tsx';
import { valueOf } from '../../ui/loaded.ts';
import { KeyValue } from '../../ui/layout/KeyValue.tsx';
import { Page } from '../../ui/layout/Page.tsx';
import { Panel } from '../../ui/layout/Panel.tsx';
import { useSession } from '../../ui/state/signalbox.ts';
import { Mono } from '../../ui/text/Mono.tsx';
import { ClustersPanel } from './ClustersPanel.tsx';
import { PreferencesPanel } from './PreferencesPanel.tsx';
import classes from './settings.module.css';
import { YardPanel } from './YardPanel.tsx';

/** Clusters, words and looks, the practice yard, and where things are kept. */
export function SettingsScreen(): JSX.Element {
  return (
    <Page title="Settings" body="narrow">
      <ClustersPanel />
      <PreferencesPanel />
      <YardPanel />
      <FilesPanel />
    </Page>
  );
}

function FilesPanel(): JSX.Element {
  const info = useSession((state) => valueOf(state.info));
  return (
    <Panel title="Files">
      <div className={classes['box']}>
        {info !== null && (
          <KeyValue
            rows={[
              ['Configuration', <Path path={info.configPath} what="path of the configuration" />],
              ['Data and journal', <Path path={info.dataDirectory} what="path of the data" />],
              ['Version', `${info.version}, ${info.host === 'desktop' ? 'desktop window' : 'in the browser'}`],
            ]}
          />
        )}
      </div>
    </Panel>
  );
}

function Path({ path, what }: { readonly path: string; readonly what: string }): JSX.Element {
  return (
    <span>
      <Mono>{path}</Mono> <CopyButton text={path} what={what} />
    </span>
  );
}

import { Autocomplete, Select } from '@mantine/core';
import type { JSX } from 'react';
import type { ServerView } from '../../../../shared/domain/topology.ts';
import { Button } from '../../../ui/controls/Button.tsx';
import { useWords } from '../../../ui/state/use-words.ts';
import { useSubject } from '../../../ui/wizard/view/use-subject.ts';
import type { Subject } from '../../../ui/wizard/view/use-subject.ts';
import { WizardFrame } from '../../../ui/wizard/view/WizardFrame.tsx';
import type { Face } from '../../../ui/wizard/view/WizardStations.tsx';
import wizard from '../../../ui/wizard/view/wizard.module.css';
import { missingIn, targetOf } from '../model/choice.ts';
import type { ChangeMasterChoice } from '../model/choice.ts';
import type { ChangeMasterStore } from '../store/change-master-wizard.ts';
import { ChooseAside } from './ChooseAside.tsx';
import { ContinuationFields } from './ContinuationFields.tsx';
import { TlsFields } from './TlsFields.tsx';
import classes from './change-master.module.css';

interface ChooseStationProps {
  readonly face: Face;
  readonly store: ChangeMasterStore;
  readonly choice: ChangeMasterChoice;
}

/** The operator says what changes; where it continues is Signalbox's business, unless he says so. */
export function ChooseStation({ face, store, choice }: ChooseStationProps): JSX.Element {
  const subject = useSubject(face.cluster);
  const words = useWords();
  const change = (part: Partial<ChangeMasterChoice>): void => store.choose({ ...choice, ...part });
  const missing = missingIn(choice, subject.servers);
  const check = (): void => {
    change({ to: targetOf(choice.to, subject.servers, subject.name) });
    store.check();
  };
  const footer = (
    <>
      <span className={wizard['spring']} />
      {missing !== null && <span className={wizard['because']}>{words(missing)}</span>}
      <Button kind="primary" onClick={check} disabledBecause={missing === null ? null : words(missing)}>
        Check it
      </Button>
    </>
  );
  return (
    <WizardFrame
      {...face}
      station="choose"
      aside={<ChooseAside choice={choice} subject={subject} change={change} />}
      footer={footer}
    >
      <h2 className={wizard['question']}>{words('Which {replica} goes on elsewhere, and where?')}</h2>
      <div className={classes['fields']}>
        <ReplicaFields subject={subject} choice={choice} change={change} />
        <TargetField subject={subject} choice={choice} change={change} />
        <TlsFields choice={choice} change={change} />
        <ContinuationFields choice={choice} change={change} servers={subject.servers} />
      </div>
    </WizardFrame>
  );
}

interface FieldProps {
  readonly subject: Subject;
  readonly choice: ChangeMasterChoice;
  readonly change: (part: Partial<ChangeMasterChoice>) => void;
}

function ReplicaFields({ subject, choice, change }: FieldProps): JSX.Element {
  const words = useWords();
  const replicas = subject.servers.filter((server) => server.channels.length > 0);
  const channels = replicas.find((server) => server.id === choice.replica)?.channels ?? [];
  return (
    <div className={classes['pair']}>
      <Select
        label={words('{Replica}')}
        placeholder={words('Choose a {replica}')}
        data={replicas.map((server) => ({ value: server.id, label: optionText(server, subject) }))}
        value={choice.replica}
        onChange={(replica) => change({ replica, channel: null })}
        searchable
        allowDeselect={false}
        nothingFoundMessage="None by that name"
      />
      {channels.length > 1 && (
        <Select
          label="Channel"
          data={channels.map(({ name, source }) => ({
            value: name,
            label: `${name === '' ? '(the default one)' : name}: follows ${subject.name(source)}`,
          }))}
          value={choice.channel}
          onChange={(channel) => change({ channel })}
          allowDeselect={false}
        />
      )}
    </div>
  );
}

function TargetField({ subject, choice, change }: FieldProps): JSX.Element {
  const words = useWords();
  const others = subject.servers.filter((server) => server.id !== choice.replica && server.role !== 'unreachable');
  const names = new Map(others.map((server) => [server.address, optionText(server, subject)]));
  return (
    <Autocomplete
      className={classes['mono'] ?? ''}
      label={words('Replicates from')}
      description={words(
        'A server of the cluster, or host:port as the {replica} itself is to name it: another address, port or name of the same {source} is fine.',
      )}
      placeholder="host:port"
      data={[...names.keys()]}
      renderOption={({ option }) => names.get(option.value) ?? option.value}
      filter={({ options }) => options}
      value={choice.to}
      onChange={(to) => change({ to })}
      maxLength={300}
      autoComplete="off"
      spellCheck={false}
    />
  );
}

function optionText(server: ServerView, subject: Subject): string {
  const name = subject.name(server.id);
  return name === server.address ? name : `${name} (${server.address})`;
}

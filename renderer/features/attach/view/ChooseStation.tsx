import { Autocomplete, Checkbox, Select } from '@mantine/core';
import type { JSX } from 'react';
import type { ServerView } from '../../../../shared/domain/topology.ts';
import { Button, LinkButton } from '../../../ui/controls/Button.tsx';
import { Panel } from '../../../ui/layout/Panel.tsx';
import { paths } from '../../../ui/route/paths.ts';
import { useWords } from '../../../ui/state/use-words.ts';
import { useSubject } from '../../../ui/wizard/view/use-subject.ts';
import type { Subject } from '../../../ui/wizard/view/use-subject.ts';
import { WizardFrame } from '../../../ui/wizard/view/WizardFrame.tsx';
import type { Face } from '../../../ui/wizard/view/WizardStations.tsx';
import wizard from '../../../ui/wizard/view/wizard.module.css';
import { missingIn } from '../model/choice.ts';
import type { AttachChoice } from '../model/choice.ts';
import type { AttachStore } from '../store/attach-wizard.ts';
import { StartFields } from './StartFields.tsx';
import classes from './attach.module.css';

interface ChooseStationProps {
  readonly face: Face;
  readonly store: AttachStore;
  readonly choice: AttachChoice;
}

/** Which server, whom it follows, and what says where its data stands. */
export function ChooseStation({ face, store, choice }: ChooseStationProps): JSX.Element {
  const subject = useSubject(face.cluster);
  const words = useWords();
  const change = (part: Partial<AttachChoice>): void => store.choose({ ...choice, ...part });
  const missing = missingIn(choice);
  const footer = (
    <>
      <span className={wizard['spring']} />
      {missing !== null && <span className={wizard['because']}>{words(missing)}</span>}
      <Button kind="primary" onClick={() => store.check()} disabledBecause={missing === null ? null : words(missing)}>
        Check it
      </Button>
    </>
  );
  return (
    <WizardFrame {...face} station="choose" aside={<ChooseAside cluster={face.cluster} />} footer={footer}>
      <h2 className={wizard['question']}>{words('Which server becomes a {replica}, and of whom?')}</h2>
      <div className={classes['fields']}>
        <ServerFields subject={subject} choice={choice} change={change} />
        <StartFields choice={choice} change={change} />
        <Checkbox
          label="Drop its own binary log first"
          description={words(
            'For a server that was just filled by an import that was logged: what it wrote itself would be transactions that its {source} does not have.',
          )}
          checked={choice.dropOwnLog}
          onChange={(event) => change({ dropOwnLog: event.currentTarget.checked })}
        />
        <Checkbox
          label="Replication filters in its configuration are on purpose"
          description={words('Else the plan is undone where it has any, before anything is received.')}
          checked={choice.withFilters}
          onChange={(event) => change({ withFilters: event.currentTarget.checked })}
        />
      </div>
    </WizardFrame>
  );
}

interface FieldProps {
  readonly subject: Subject;
  readonly choice: AttachChoice;
  readonly change: (part: Partial<AttachChoice>) => void;
}

function ServerFields({ subject, choice, change }: FieldProps): JSX.Element {
  const words = useWords();
  const present = subject.servers.filter(({ role }) => role !== 'unreachable');
  const lone = present.filter(({ channels }) => channels.length === 0);
  const names = new Map(lone.map((server) => [server.address, optionText(server, subject)]));
  const sources = present.filter(({ id, address }) => ![id, address].includes(choice.server.trim()));
  return (
    <div className={classes['pair']}>
      <Autocomplete
        className={classes['mono'] ?? ''}
        label={words('Server that becomes a {replica}')}
        description="One of the cluster, or host:port of one that takes the cluster’s account."
        placeholder="host:port"
        data={[...names.keys()]}
        renderOption={({ option }) => names.get(option.value) ?? option.value}
        filter={({ options }) => options}
        value={choice.server}
        onChange={(server) => change({ server })}
        maxLength={300}
        autoComplete="off"
        spellCheck={false}
      />
      <Select
        label="Follows"
        description={words('Its {source} from then on.')}
        placeholder="Choose a server"
        data={sources.map((server) => ({ value: server.id, label: optionText(server, subject) }))}
        value={choice.to}
        title={titleOf(choice.to, subject)}
        onChange={(to) => change({ to })}
        searchable
        allowDeselect={false}
        nothingFoundMessage="None by that name"
      />
    </div>
  );
}

/** A long name is cut off in its field, and whole when pointed at. */
function titleOf(id: string | null, subject: Subject): string | undefined {
  const server = subject.servers.find((one) => one.id === id);
  return server === undefined ? undefined : optionText(server, subject);
}

function ChooseAside({ cluster }: { readonly cluster: string }): JSX.Element {
  const words = useWords();
  return (
    <Panel title="What this does">
      <p className={wizard['prose']}>
        {words(
          'A dump’s coordinates count in the log of one server only, and there may be two pairs of them: the dumped server’s own, for a {replica} of it, and those on its {source}, for a sibling. Signalbox takes the pair that counts in the log of the server that is to be followed and proves the place there.',
        )}
      </p>
      <p className={wizard['prose']}>
        {words(
          'The server is closed for writes, pointed, and receives first: everything is undone as long as it has applied nothing.',
        )}
      </p>
      <div className={classes['next']}>
        <LinkButton size="small" icon="dump" href={paths.dump(cluster)}>
          No dump yet? Take one…
        </LinkButton>
      </div>
    </Panel>
  );
}

function optionText(server: ServerView, subject: Subject): string {
  const name = subject.name(server.id);
  return name === server.address ? name : `${name} (${server.address})`;
}

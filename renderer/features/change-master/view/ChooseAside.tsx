import type { JSX } from 'react';
import type { ChannelView } from '../../../../shared/domain/topology.ts';
import { Button } from '../../../ui/controls/Button.tsx';
import { KeyValue } from '../../../ui/layout/KeyValue.tsx';
import { Panel } from '../../../ui/layout/Panel.tsx';
import { useWords } from '../../../ui/state/use-words.ts';
import { Mono } from '../../../ui/text/Mono.tsx';
import { Position } from '../../../ui/text/Position.tsx';
import type { Subject } from '../../../ui/wizard/view/use-subject.ts';
import wizard from '../../../ui/wizard/view/wizard.module.css';
import type { ChangeMasterChoice } from '../model/choice.ts';
import classes from './change-master.module.css';

interface ChooseAsideProps {
  readonly choice: ChangeMasterChoice;
  readonly subject: Subject;
  readonly change: (part: Partial<ChangeMasterChoice>) => void;
}

/** What happens to coordinates, and where the replica stands now, each number with its own pair. */
export function ChooseAside({ choice, subject, change }: ChooseAsideProps): JSX.Element {
  const words = useWords();
  const channels = subject.servers.find((server) => server.id === choice.replica)?.channels ?? [];
  const channel = channels.find((one) => choice.channel === null || one.name === choice.channel);
  return (
    <>
      <Panel title="What this does">
        <p className={wizard['prose']}>
          {words(
            'The statement that names a host resets file and offset silently: that is how positions get lost. Signalbox records first and always sends explicit coordinates, or GTID. Account and password of the channel stay as they are.',
          )}
        </p>
      </Panel>
      {channel !== undefined && choice.replica !== null && (
        <Panel title="Where it stands" suffix={subject.name(choice.replica)}>
          <KeyValue
            rows={[
              ['Follows', <Mono key="source">{channel.source}</Mono>],
              ['Executed', <Position key="executed" position={known(channel.executed)} what="executed position" />],
              ['Received', <Position key="received" position={known(channel.received)} what="received position" />],
            ]}
          />
          <p className={classes['note']}>
            {words(
              'Its data stands at the executed position: Relay_Master_Log_File with Exec_Master_Log_Pos. Received (Master_Log_File with Read_Master_Log_Pos) is only what it has fetched.',
            )}
          </p>
          {choice.continues === 'position' && (
            <p className={classes['use']}>
              <Button
                size="small"
                onClick={() => change({ file: channel.executed.file, offset: String(channel.executed.offset) })}
              >
                Type the executed position
              </Button>
            </p>
          )}
        </Panel>
      )}
    </>
  );
}

function known(position: ChannelView['executed']): ChannelView['executed'] | null {
  return position.file === '' ? null : position;
}

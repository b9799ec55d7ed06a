import type { JSX } from 'react';
import { explainReplicationError } from '../../../../shared/analysis/replication-errors.ts';
import type { ChannelView } from '../../../../shared/domain/topology.ts';
import { CopyButton } from '../../../ui/controls/CopyButton.tsx';
import { StateDot } from '../../../ui/feedback/StateDot.tsx';
import { KeyValue } from '../../../ui/layout/KeyValue.tsx';
import { useWords } from '../../../ui/state/use-words.ts';
import { lagText, spanText } from '../../../ui/text/age.ts';
import { Mono } from '../../../ui/text/Mono.tsx';
import { Position } from '../../../ui/text/Position.tsx';
import { positioningText } from '../model/server-text.ts';
import { GtidSet } from './GtidSet.tsx';
import classes from './side.module.css';

interface ChannelSectionProps {
  readonly channel: ChannelView;
  /** Of the server that follows. */
  readonly name: string;
  readonly names: ReadonlyMap<string, string>;
}

/** One channel: whom it follows, how it is, and both of its positions by name. */
export function ChannelSection({ channel, name, names }: ChannelSectionProps): JSX.Element {
  const source = names.get(channel.source) ?? channel.source;
  return (
    <div className={classes['channel']}>
      <h3>
        Follows {source}
        {channel.name !== '' && <span className={classes['muted']}> · channel {channel.name}</span>}
      </h3>
      {channel.error !== null && <ChannelErrorNotice error={channel.error} />}
      <KeyValue
        rows={[
          ['IO / SQL', <Threads channel={channel} />],
          ['Lag', <LagText channel={channel} />],
          ['Delay', channel.delayS > 0 ? `${spanText(channel.delayS * 1000)} on purpose` : null],
          ['Executed', <Position position={known(channel.executed)} what={`executed position of ${name}`} />],
          ['Received', <Position position={known(channel.received)} what={`received position of ${name}`} />],
          ['GTID', channel.gtid === null ? null : <GtidSet text={channel.gtid} what={`channel GTID set of ${name}`} />],
          ['Asks by', positioningText(channel.positioning)],
          ['Filters', channel.filters.length === 0 ? null : <Mono>{channel.filters.join(', ')}</Mono>],
        ]}
      />
    </div>
  );
}

function known(position: ChannelView['executed']): ChannelView['executed'] | null {
  return position.file === '' ? null : position;
}

function Threads({ channel }: { readonly channel: ChannelView }): JSX.Element {
  const io = { yes: 'running', no: 'stopped', connecting: 'connecting' }[channel.io];
  const state = { yes: 'ok', no: 'bad', connecting: 'warn' } as const;
  return (
    <>
      <StateDot state={state[channel.io]}>{io}</StateDot> /{' '}
      <StateDot state={state[channel.sql]}>{channel.sql === 'yes' ? 'running' : 'stopped'}</StateDot>
    </>
  );
}

function LagText({ channel: { lag } }: { readonly channel: ChannelView }): JSX.Element {
  const how = { measured: 'measured', reported: 'as the server reports it', unknown: '' }[lag.kind];
  return (
    <>
      {lag.seconds === null ? 'unknown' : lagText(lag.seconds)} <span className={classes['muted']}>{how}</span>
    </>
  );
}

function ChannelErrorNotice({ error }: { readonly error: NonNullable<ChannelView['error']> }): JSX.Element {
  const words = useWords();
  const { meaning, action } = explainReplicationError(error);
  return (
    <div className={classes['error']}>
      <p>
        <b>{words(meaning)}</b>
      </p>
      <p>{words(action)}</p>
      <p className={classes['said']}>
        {error.thread === 'io' ? 'IO' : 'SQL'} error {error.number}
        {error.at === null ? '' : `, ${error.at}`}: {error.message} <CopyButton text={error.message} what="error" />
      </p>
    </div>
  );
}

import type { ChannelFacts, ChannelError } from '../../../../shared/domain/channel.ts';
import type { GtidFacts } from '../../../../shared/domain/facts.ts';
import type { BinlogPosition } from '../../../../shared/domain/position.ts';
import type { RecordEntry } from '../../../../shared/domain/record.ts';

export type FieldValue =
  | { readonly kind: 'position'; readonly position: BinlogPosition }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'words'; readonly text: string }
  | { readonly kind: 'absent'; readonly text: string };

/** One thing that a record says. Labels carry the words' placeholders. */
export interface Field {
  readonly key: string;
  readonly label: string;
  readonly value: FieldValue;
}

export interface FieldGroup {
  readonly key: string;
  readonly title: string;
  readonly fields: readonly Field[];
}

/** Everything that a record says of its server, grouped and in one order, so that two records can be laid side by side. */
export function fieldsOf(record: RecordEntry): readonly FieldGroup[] {
  return [
    ...record.channels.map(channelGroup),
    { key: 'log', title: 'Its own binary log', fields: ownLog(record) },
    { key: 'settings', title: 'Settings', fields: settings(record) },
    { key: 'server', title: 'Server', fields: identity(record) },
  ];
}

function ownLog(record: RecordEntry): readonly Field[] {
  return [
    { key: 'position', label: 'Written up to', value: position(record.position, 'binary log off') },
    ...gtidFields(record.gtid),
  ];
}

function gtidFields(gtid: GtidFacts): readonly Field[] {
  switch (gtid.kind) {
    case 'none':
      return [{ key: 'gtid', label: 'GTID', value: absent('not used') }];
    case 'mysql':
      return [
        { key: 'gtid-mode', label: 'GTID mode', value: code(gtid.mode) },
        { key: 'gtid-executed', label: 'GTIDs executed', value: code(gtid.executed) },
        { key: 'gtid-purged', label: 'GTIDs purged', value: code(gtid.purged) },
      ];
    case 'mariadb':
      return [
        { key: 'gtid-binlog', label: 'gtid_binlog_pos', value: code(gtid.binlogPos) },
        { key: 'gtid-state', label: 'gtid_binlog_state', value: code(gtid.binlogState) },
        { key: 'gtid-slave', label: 'gtid_slave_pos', value: code(gtid.slavePos) },
        { key: 'gtid-current', label: 'gtid_current_pos', value: code(gtid.currentPos) },
        { key: 'gtid-strict', label: 'gtid_strict_mode', value: onOff(gtid.strict) },
        { key: 'gtid-domain', label: 'gtid_domain_id', value: code(String(gtid.domainId)) },
      ];
  }
}

function settings(record: RecordEntry): readonly Field[] {
  const superReadOnly = record.superReadOnly;
  return [
    { key: 'read-only', label: 'read_only', value: onOff(record.readOnly) },
    {
      key: 'super-read-only',
      label: 'super_read_only',
      value: superReadOnly === null ? absent('this family has none') : onOff(superReadOnly),
    },
    { key: 'event-scheduler', label: 'event_scheduler', value: code(record.eventScheduler) },
  ];
}

function identity(record: RecordEntry): readonly Field[] {
  return [
    { key: 'address', label: 'Address', value: code(record.server) },
    { key: 'version', label: 'Version', value: words(record.version) },
    { key: 'server-id', label: 'server_id', value: code(String(record.serverId)) },
    { key: 'uuid', label: 'server_uuid', value: code(record.uuid ?? '', 'this family has none') },
  ];
}

function channelGroup(channel: ChannelFacts): FieldGroup {
  const title = channel.name === '' ? 'Channel (default)' : `Channel “${channel.name}”`;
  const fields = [...channelPositions(channel), ...channelThreads(channel), ...channelSettings(channel)];
  return {
    key: `channel:${channel.name}`,
    title,
    fields: fields.map((field) => ({ ...field, key: `${channel.name}/${field.key}` })),
  };
}

function channelPositions(channel: ChannelFacts): readonly Field[] {
  return [
    { key: 'source', label: '{Source}', value: code(`${channel.source.host}:${String(channel.source.port)}`) },
    { key: 'executed', label: 'Executed, in the {source}’s log', value: position(channel.executed, 'nothing yet') },
    { key: 'received', label: 'Received, in the {source}’s log', value: position(channel.received, 'nothing yet') },
    { key: 'relay', label: 'Relay log', value: position(channel.relay, 'none') },
    { key: 'received-gtid', label: 'GTIDs received', value: code(channel.receivedGtid ?? '') },
    { key: 'positioning', label: 'Asks by', value: words(askedBy[channel.positioning]) },
  ];
}

const askedBy: Record<ChannelFacts['positioning'], string> = {
  file: 'file and offset',
  'auto-position': 'GTID auto-position',
  slave_pos: 'gtid_slave_pos',
  current_pos: 'gtid_current_pos',
};

const threadStates = { yes: 'running', no: 'stopped', connecting: 'connecting' } as const;

function channelThreads(channel: ChannelFacts): readonly Field[] {
  return [
    { key: 'io', label: 'IO thread', value: words(threadStates[channel.io]) },
    { key: 'io-error', label: 'IO error', value: errorValue(channel.ioError) },
    { key: 'sql', label: 'SQL thread', value: words(threadStates[channel.sql]) },
    { key: 'sql-error', label: 'SQL error', value: errorValue(channel.sqlError) },
    {
      key: 'behind',
      label: 'Behind, by its own word',
      value: channel.secondsBehind === null ? absent('not said') : words(`${String(channel.secondsBehind)} s`),
    },
  ];
}

function channelSettings(channel: ChannelFacts): readonly Field[] {
  const { enabled, verify, ca } = channel.tls;
  const tls = enabled ? ['on', verify ? 'verified' : 'not verified', ...(ca ? [ca] : [])].join(', ') : 'off';
  return [
    { key: 'user', label: 'Account', value: code(channel.user ?? '') },
    { key: 'tls', label: 'TLS', value: words(tls) },
    {
      key: 'delay',
      label: 'Delay',
      value: channel.delayS === 0 ? absent('none') : words(`${String(channel.delayS)} s`),
    },
    { key: 'filters', label: 'Filters', value: code(channel.filters.join('\n'), 'none') },
    { key: 'retry', label: 'Tries again every', value: words(`${String(channel.connectRetryS)} s`) },
  ];
}

function errorValue(error: ChannelError | null): FieldValue {
  if (error === null) return absent('none');
  const at = error.at === null ? '' : ` (${error.at})`;
  return words(`${String(error.number)}: ${error.message}${at}`);
}

function position(value: BinlogPosition | null, otherwise: string): FieldValue {
  return value === null || value.file === '' ? absent(otherwise) : { kind: 'position', position: value };
}

function code(text: string, otherwise = 'empty'): FieldValue {
  return text === '' ? absent(otherwise) : { kind: 'code', text };
}

function words(text: string): FieldValue {
  return { kind: 'words', text };
}

function absent(text: string): FieldValue {
  return { kind: 'absent', text };
}

function onOff(on: boolean): FieldValue {
  return code(on ? 'ON' : 'OFF');
}

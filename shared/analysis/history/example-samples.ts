import type { ChannelSample, ServerSample } from '../../domain/sample.ts';

/** For tests: a replica that runs, to be bent. */
export function exampleSample(bend: Partial<ServerSample> = {}): ServerSample {
  return {
    at: 1000,
    server: 'db2:3306',
    family: 'mysql',
    uptimeS: 100,
    position: { file: 'binlog.000001', offset: 1000 },
    gtid: null,
    channels: [exampleChannelSample()],
    ...bend,
  };
}

export function exampleChannelSample(bend: Partial<ChannelSample> = {}): ChannelSample {
  const position = { file: 'binlog.000007', offset: 1234 };
  return {
    name: '',
    source: 'db1:3306',
    sourceUuid: null,
    io: 'yes',
    sql: 'yes',
    executed: position,
    received: position,
    positioning: 'file',
    error: null,
    ...bend,
  };
}

import type { ChannelFacts } from '../../../../../shared/domain/channel.ts';
import { block, loss, pass, warn } from '../../../../../shared/guards/guard.ts';
import type { Verdict } from '../../../../../shared/guards/verdict.ts';
import { bytesInWords, counted } from '../in-words.ts';
import type { TargetFacts } from '../target-facts.ts';
import type { Ask } from './question.ts';

/** Does it replicate now? */
export const runningReplica: Ask = ({ target: { server, channels }, question }) => {
  if (!channels.known) return unseenChannels(server, channels.because, question.environment === 'development');
  const running = channels.value.filter(isRunning);
  if (running.length > 0) {
    return block(
      `${server} is a {replica} of ${running.map(sourceOf).join(', ')}, and it is running: what is imported there and what it replicates would mix.`,
      'Import into its {source}, or, to rebuild this {replica}, stop it first: STOP SLAVE (STOP REPLICA).',
    );
  }
  return channels.value.length === 0
    ? pass(`${server} is no {replica}.`)
    : warn(
        `${server} is a {replica} of ${channels.value.map(sourceOf).join(', ')}, and it is stopped.`,
        'After the import give it the coordinates of the dump before it is started: its own are those of the old data.',
      );
};

function unseenChannels(server: string, because: string, isDevelopment: boolean): Verdict {
  const message = `Whether ${server} is a running {replica} is not known: ${because}`;
  const cure = 'GRANT REPLICATION CLIENT (on MariaDB BINLOG MONITOR and SLAVE MONITOR) ON *.* to the account.';
  return isDevelopment ? warn(message, cure) : block(message, cure);
}

function isRunning({ io, sql }: ChannelFacts): boolean {
  return io !== 'no' || sql === 'yes';
}

function sourceOf({ source }: ChannelFacts): string {
  return `${source.host}:${source.port}`;
}

/** Does it take writes? */
export const readOnly: Ask = ({ target: { server, settings } }) => {
  if (settings.superReadOnly === true) {
    return block(
      `${server} is read-only (super_read_only).`,
      'If this server may be written to: SET GLOBAL super_read_only = OFF, read_only = OFF for the import, and ON again after it.',
    );
  }
  return settings.readOnly
    ? block(
        `${server} is read-only.`,
        'If this server may be written to: SET GLOBAL read_only = OFF for the import, and ON again after it.',
      )
    : pass(`${server} takes writes.`);
};

/** Do applications live from it? */
export const productionMaster: Ask = ({ target, question: { environment } }) => {
  const { server, settings, replicas } = target;
  if (settings.readOnly || settings.superReadOnly === true) return null;
  const attached = attachedTo(target);
  const isReplica = target.channels.known && target.channels.value.length > 0;
  if (attached > 0 || (environment === 'production' && !isReplica)) {
    const why = [
      ...(environment === 'production' ? ['its cluster is marked as production'] : []),
      ...(attached > 0 ? [`${counted(attached, '{replica} replicates', '{replicas} replicate')} from it`] : []),
    ];
    return loss(
      `${server} is a writable {source}: ${why.join(', and ')}. The import takes its disk and CPU, and changes what applications see.`,
      'Import into a server that nobody uses, or mark the cluster’s environment as staging or development if it is not production.',
    );
  }
  if (!replicas.known) {
    return warn(
      `Whether {replicas} are attached to ${server} is not known: ${replicas.because}`,
      'GRANT PROCESS ON *.* to the account, and look again.',
    );
  }
  return pass(`${server} has no {replicas}, and is ${isReplica ? 'a {replica} itself' : `in ${environment}`}.`);
};

function attachedTo({ replicas }: TargetFacts): number {
  return replicas.known ? replicas.value.length : 0;
}

/** Who gets what is imported? */
export const logged: Ask = ({ model, target, question }) => {
  const { server, settings } = target;
  if (!settings.logBin) return pass(`${server} keeps no binary log.`);
  const attached = attachedTo(target);
  const slaves = counted(attached, '{replica}', '{replicas}');
  const volume = bytesInWords(model.tables.reduce((sum, { dataBytes }) => sum + dataBytes, 0));
  if (question.logged) {
    return attached === 0
      ? pass(`It is written to the binary log of ${server} (about ${volume}); no {replica} is attached now.`)
      : warn(
          `It is written to the binary log: about ${volume} go to ${slaves} of ${server}, which will lag until all of it is applied.`,
          'Import when the lag does not hurt, and see that there is room for the binary logs.',
        );
  }
  return attached === 0
    ? pass('It is not written to the binary log; no {replica} is attached now.')
    : warn(
        `It is not written to the binary log: ${slaves} of ${server} will not have this data, and stop at the first change of it.`,
        'Write it to the binary log, or import the dump into every {replica} too before anything changes the data.',
      );
};

import { evidenceOf } from '../../../shared/analysis/evidence/conclude.ts';
import type { DeathEvidence, LayerAnswer, ProbeLayer, Reach, ReplicaWitness } from '../../../shared/domain/evidence.ts';
import { probeLayers } from '../../../shared/domain/evidence.ts';
import type { ServerId } from '../../../shared/domain/server.ts';
import { servers } from './world.ts';
import type { World } from './world.ts';

const silentAtFirstS = 4; // s
const heartbeatPeriodS = 5; // s: two of them are missed six seconds after the first look

/** What the fake's source and replicas show of its death; `countdown` turns with the clock. */
export function evidenceIn(world: World): DeathEvidence {
  const { source, options } = world;
  const kind = options.gone ?? 'answers';
  const now = options.clock();
  world.askedAt ??= now;
  const silentS = silentAtFirstS + (now - world.askedAt) / 1000;
  const witness = (server: ServerId): ReplicaWitness => ({
    server,
    channel: '',
    io: kind === 'no-witness' ? 'no' : kind === 'countdown' || kind === 'heard' ? 'yes' : 'connecting',
    ioError:
      kind === 'countdown' || kind === 'heard' || kind === 'no-witness'
        ? null
        : { number: 2003, message: "Can't connect to server on '127.0.0.1' (111 \"Connection refused\")" },
    received: { file: 'mysql-bin.000007', offset: 48_210 },
    heartbeats: 412,
    heard: kind === 'heard' && server === servers[1],
    silentS,
    heartbeatPeriodS,
    netTimeoutS: 60,
  });
  const replicas = servers.filter((server) => server !== source);
  const { reach, at, said } = probed(kind, source);
  return evidenceOf(
    { server: source, reach, layers: layersTo(at, said) },
    kind === 'nobody' ? [] : replicas.map(witness),
    [],
  );
}

interface Probed {
  readonly reach: Reach;
  /** The layer that failed; null: none did. */
  readonly at: ProbeLayer | null;
  readonly said: string;
}

function probed(kind: NonNullable<World['options']['gone']>, source: ServerId): Probed {
  switch (kind) {
    case 'answers':
      return { reach: 'answers', at: null, said: '' };
    case 'refuses':
      return { reach: 'refuses', at: 'greeting', said: `${source} refuses: Too many connections (1040).` };
    case 'hangs':
      return { reach: 'hangs', at: 'greeting', said: `${source} did not send its greeting within 5000 ms.` };
    case 'countdown':
      return { reach: 'silent', at: 'tcp', said: `${source} can’t be reached: no answer within 5000 ms.` };
    case 'dead':
    case 'heard':
    case 'no-witness':
    case 'nobody':
      return { reach: 'silent', at: 'tcp', said: `${source} can’t be reached: nothing listens on that port.` };
  }
}

function layersTo(at: ProbeLayer | null, said: string): readonly LayerAnswer[] {
  const failing = at === null ? probeLayers.length : probeLayers.indexOf(at);
  return probeLayers.map((layer, index) => ({
    layer,
    answer: index < failing ? 'yes' : index === failing ? 'no' : 'not-tried',
    said: index === failing ? said : '',
    ms: index === failing ? 1 : null,
  }));
}

import type { DumpedPair, DumpPreview, DumpRequest } from '../../../shared/domain/dump.ts';
import type { Engine } from '../../../electron/engine/engine.ts';
import { knownCluster } from './clusters.ts';
import { recordOf } from './scene.ts';
import type { World } from './world.ts';

type DumpPart = Pick<Engine, 'dumpable' | 'previewDump' | 'takeDump' | 'cutOffDumps'>;

/** Dumps that write no file. */
export function dumpsOf(world: World): DumpPart {
  return {
    dumpable: ({ from }) =>
      Promise.resolve({
        server: from,
        databases: [{ name: 'shop', tables: 2, bytes: 1_200_000 }],
        keepStoppedHolds: true,
      }),
    previewDump: (request) => Promise.resolve().then(() => previewOf(world, request)),
    takeDump: async (request, { signal, onProgress }) => {
      const { cluster, server, out, compression, ownPosition, warnings } = previewOf(world, request);
      const begun = world.options.clock();
      for (const phase of ['stopping', 'snapshot', 'dumping', 'finishing'] as const) {
        onProgress({ phase, bytes: 1_000_000, tables: 2, table: 'shop.orders' });
        await world.options.pause(300, signal);
      }
      const record = recordOf(world, cluster, server, 'requested', `Where the dump ${out} was taken.`, null);
      world.records = [...world.records, record];
      const sizes = { bytes: 1_000_000, storedBytes: 200_000, tables: 2, rows: 1000 };
      const ms = world.options.clock() - begun;
      const about = { cluster, server, out, compression, ownPosition, warnings };
      return {
        ...about,
        ...sizes,
        coordinates: pairOf(record),
        statements: { own: [], channels: [] },
        stoppedMs: 300,
        ms,
        record,
      };
    },
    cutOffDumps: () => [],
  };
}

function previewOf(world: World, request: DumpRequest): DumpPreview {
  const { name, environment } = knownCluster(world, request.cluster);
  return {
    cluster: name,
    environment,
    server: request.from,
    out: request.out,
    compression: 'gzip',
    program: { file: '/usr/bin/mariadb-dump', version: '10.11.18' },
    arguments: ['--single-transaction', '--databases', 'shop'],
    databases: request.databases ?? ['shop'],
    tables: 2,
    dataBytes: 1_200_000,
    ownPosition: 'snapshot',
    stopped: 'snapshot',
    statements: ['STOP SLAVE SQL_THREAD', 'START SLAVE SQL_THREAD'],
    needsConsent: true,
    refusals: [],
    warnings: [],
  };
}

function pairOf({ position, channels }: ReturnType<typeof recordOf>): DumpedPair {
  return {
    own: position === null ? null : { position, gtid: null },
    channels: channels.map(({ name, source, executed }) => ({
      channel: name,
      source: `${source.host}:${String(source.port)}`,
      position: executed,
      gtid: null,
    })),
  };
}

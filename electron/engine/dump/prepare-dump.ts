import type { ClusterConfiguration } from '../../../shared/domain/configuration.ts';
import type { DumpPreview, DumpRequest } from '../../../shared/domain/dump.ts';
import { SignalboxError } from '../../../shared/domain/errors.ts';
import { factOf, type IdentityFacts } from '../../../shared/domain/facts.ts';
import { shortVersion, type ServerId } from '../../../shared/domain/server.ts';
import type { ClusterLook } from '../discovery/cluster-reader.ts';
import { resolveServer } from '../operations/resolve-server.ts';
import { dumpArguments } from './arguments.ts';
import { databasesOf, isEncrypted, nontransactionalIn } from './contents.ts';
import { connectWithinMs, dumpVariables, type DumpParts } from './dump-parts.ts';
import { compressionOf, dumpPlan, type DumpPlan } from './dump-plan.ts';
import type { DumpProgram } from './dump-program.ts';
import { findDumpProgram } from './find-program.ts';
import { assertFree } from './out-file.ts';

/** A dump that could be taken now. */
export interface PreparedDump {
  readonly cluster: ClusterConfiguration;
  readonly request: DumpRequest;
  readonly identity: IdentityFacts;
  readonly program: DumpProgram;
  readonly plan: DumpPlan;
  readonly encrypted: boolean;
  readonly preview: DumpPreview;
}

/**
 * Looks at the server and says how it would be dumped. Changes nothing.
 * @throws SignalboxError `cluster-unknown`, `bad-usage` (server or databases), `no-server-answered`,
 *   `dump-file-exists`, `dump-program-missing`, and as opening sessions.
 */
export async function prepareDump(parts: DumpParts, request: DumpRequest, signal: AbortSignal): Promise<PreparedDump> {
  const cluster = await parts.cluster(request.cluster);
  await assertFree(request.out);
  const look = await parts.look(cluster, signal);
  const server = resolveServer(look.topology, request.from, 'bad-usage');
  const known = knownOf(look, server);
  const { identity } = known;
  const program = await findDumpProgram({
    server: identity.version,
    named: request.program,
    path: process.env['PATH'],
    others: () => parts.otherPrograms(identity.version.family),
  });
  const seen = await lookInside(parts, cluster, server, request, signal);
  const plan = dumpPlan({
    ...known,
    ...seen,
    program: program.version,
    keepStopped: request.keepStopped,
    everything: request.databases === null,
  });
  const { encrypted } = seen;
  const preview = previewOf({ cluster, request, server, identity, program, plan, databases: seen.databases });
  return { cluster, request, identity, program, plan, encrypted, preview };
}

function knownOf(look: ClusterLook, server: ServerId) {
  const facts = look.facts.get(server);
  const [identity, status, settings] = [factOf(facts, 'identity'), factOf(facts, 'status'), factOf(facts, 'settings')];
  if (identity === undefined || status === undefined || settings === undefined) {
    const why = look.unreachable.get(server)?.message ?? 'it can’t be read.';
    throw new SignalboxError('no-server-answered', `${server} can’t be dumped: ${why}`, { server });
  }
  return { identity, status, settings, privileges: factOf(facts, 'privileges') ?? null };
}

async function lookInside(
  parts: DumpParts,
  cluster: ClusterConfiguration,
  server: ServerId,
  request: DumpRequest,
  signal: AbortSignal,
) {
  const session = await parts.connector.open(parts.target(cluster, server), {
    connectWithinMs,
    signal,
    variables: dumpVariables,
  });
  try {
    const databases = await databasesOf(session, request.databases);
    const nontransactional = await nontransactionalIn(session, databases);
    return { databases, nontransactional, encrypted: await isEncrypted(session) };
  } finally {
    await session.close();
  }
}

interface Seen {
  readonly cluster: ClusterConfiguration;
  readonly request: DumpRequest;
  readonly server: ServerId;
  readonly identity: IdentityFacts;
  readonly program: DumpProgram;
  readonly plan: DumpPlan;
  readonly databases: readonly string[];
}

function previewOf({ cluster, request, server, identity, program, plan, databases }: Seen): DumpPreview {
  const { ownPosition, gtids, statements, refusals, warnings } = plan;
  return {
    cluster: cluster.name,
    environment: cluster.environment,
    server,
    out: request.out,
    compression: compressionOf(request.out),
    program: { file: program.args.at(-1) ?? program.file, version: shortVersion(program.version) },
    arguments: dumpArguments({ program: program.version, server: identity.version, databases, ownPosition, gtids }),
    databases,
    ownPosition,
    statements,
    needsConsent: statements.length > 0 || ownPosition === 'read-lock',
    refusals,
    warnings,
  };
}

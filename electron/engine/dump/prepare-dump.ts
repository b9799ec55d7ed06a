import type { ClusterConfiguration } from '../../../shared/domain/configuration.ts';
import type { DumpPreview, DumpRequest } from '../../../shared/domain/dump.ts';
import type { IdentityFacts } from '../../../shared/domain/facts.ts';
import { shortVersion, type ServerId } from '../../../shared/domain/server.ts';
import { dumpArguments } from './arguments.ts';
import { amountsIn, databasesOf, isEncrypted, nontransactionalIn } from './contents.ts';
import type { DumpParts } from './dump-parts.ts';
import { compressionOf, dumpPlan, type DumpPlan } from './dump-plan.ts';
import type { DumpProgram } from './dump-program.ts';
import { findDumpProgram } from './find-program.ts';
import { knownServer, withSession } from './known-server.ts';
import { assertPlace, wholePath } from './out-file.ts';

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
 *   `dump-file-exists`, `dump-file-unwritable`, `dump-program-missing`, and as opening sessions.
 */
export async function prepareDump(parts: DumpParts, asked: DumpRequest, signal: AbortSignal): Promise<PreparedDump> {
  const request = { ...asked, out: wholePath(asked.out) };
  const cluster = await parts.cluster(request.cluster);
  await assertPlace(request.out);
  const { server, ...known } = knownServer(await parts.look(cluster, signal), request.from);
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
  const preview = previewOf({ ...seen, cluster, request, server, identity, program, plan });
  return { cluster, request, identity, program, plan, encrypted, preview };
}

async function lookInside(
  parts: DumpParts,
  cluster: ClusterConfiguration,
  server: ServerId,
  request: DumpRequest,
  signal: AbortSignal,
) {
  return withSession(parts, cluster, server, signal, async (session) => {
    const databases = await databasesOf(session, request.databases);
    const nontransactional = await nontransactionalIn(session, databases);
    const encrypted = await isEncrypted(session);
    return { databases, nontransactional, encrypted, amounts: await amountsIn(session, databases) };
  });
}

interface Seen {
  readonly cluster: ClusterConfiguration;
  readonly request: DumpRequest;
  readonly server: ServerId;
  readonly identity: IdentityFacts;
  readonly program: DumpProgram;
  readonly plan: DumpPlan;
  readonly databases: readonly string[];
  readonly amounts: Awaited<ReturnType<typeof amountsIn>>;
}

function previewOf({ cluster, request, server, identity, program, plan, databases, amounts }: Seen): DumpPreview {
  const { ownPosition, stopped, gtids, statements, refusals, warnings } = plan;
  return {
    cluster: cluster.name,
    environment: cluster.environment,
    server,
    out: request.out,
    compression: compressionOf(request.out),
    program: { file: program.args.at(-1) ?? program.file, version: shortVersion(program.version) },
    arguments: dumpArguments({ program: program.version, server: identity.version, databases, ownPosition, gtids }),
    databases,
    tables: sum(amounts, ({ tables }) => tables),
    dataBytes: sum(amounts, ({ bytes }) => bytes),
    ownPosition,
    stopped,
    statements,
    needsConsent: statements.length > 0 || ownPosition === 'read-lock',
    refusals,
    warnings,
  };
}

type Amounts = NonNullable<Seen['amounts']>;
type Amount = Amounts extends ReadonlyMap<string, infer A> ? A : never;

function sum(amounts: Seen['amounts'], of: (amount: Amount) => number): number | null {
  return amounts === null ? null : [...amounts.values()].reduce((total, amount) => total + of(amount), 0);
}

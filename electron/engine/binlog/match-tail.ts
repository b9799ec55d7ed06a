import { formatPosition } from '../../../shared/domain/position.ts';
import { binlogFiles, type BinlogFile } from './binlog-files.ts';
import { countBetween } from './count-between.ts';
import type { BinlogEvent } from './event.ts';
import { readServerEvents, type BinlogServer } from './read-server.ts';
import { searchStart } from './search-start.ts';
import type { TailMatch, TailProgress, TailRefusal, TailRequest } from './tail-match.ts';
import { isTraceable, TailMatcher, type MatchFound } from './tail-matcher.ts';
import type { Transaction } from './transaction.ts';
import { transactionsOf } from './transactions.ts';

const tailLength = 1024; // transactions: more than MySQL's workers may be apart (replica_checkpoint_group, 512)
const defaultAtLeast = 8; // transactions
const leastDistinct = 3; // transactions: a run of equal ones fits in many places
const defaultReplicaBytes = 512 * 2 ** 20;
const defaultSearchBytes = 4 * 2 ** 30;
const firstOffset = 4;

/**
 * Where in the source's log the replica's own log ends: the replica's last transactions, made elsewhere, are found in
 * the source's log by GTID or content. Accepted only where one place fits best, by enough consecutive and different
 * transactions, and nothing says that the replica has applied something again.
 *
 * @throws SignalboxError as `readServerEvents`.
 */
export async function matchTail(request: TailRequest): Promise<TailMatch> {
  const replicaFiles = await binlogFiles(request.replica, request.signal);
  if (replicaFiles.length === 0) return refused('no-replica-log', 'The {replica} writes no binary log.');
  const own = newest(replicaFiles, request.replicaBytes ?? defaultReplicaBytes);
  const atLeast = request.atLeast ?? defaultAtLeast;
  const tail = await readTail(request, own);
  const last = tail.at(-1);
  if (last === undefined) {
    return refused('no-replica-log', 'The {replica}’s binary log has no transaction of another server.');
  }
  if (await hasTwice(request, own, tail, atLeast)) {
    return refused('applied-again', 'The {replica} has the same run of transactions twice in its own binary log.');
  }
  return search(request, tail, atLeast);
}

async function search(request: TailRequest, tail: readonly Transaction[], atLeast: number): Promise<TailMatch> {
  const files = newest(await binlogFiles(request.source, request.signal), request.searchBytes ?? defaultSearchBytes);
  const oldest = Math.min(...tail.map(({ timestamp }) => timestamp));
  const from = await searchStart(request.source, files, oldest, request.signal);
  if (from === null) return refused('not-found', 'The {source} writes no binary log.');
  const matcher = new TailMatcher(tail);
  const searched = files.slice(files.findIndex(({ file }) => file === from.file));
  await forEachOfOthers(request, request.source, searched, 'searching-source', (transaction) =>
    matcher.add(transaction),
  );
  const found = matcher.result();
  const refusal = judge(found, matcher, tail.length, atLeast);
  if (found === null || refusal !== null) return refusal ?? refused('not-found', notFound);
  const above = await countBetween(request.source, {
    from: found.position,
    until: null,
    ...(request.signal && { signal: request.signal }),
  });
  const by = found.byGtid ? 'gtid' : 'content';
  return { kind: 'matched', position: found.position, transactions: found.length, by, searchedFrom: from, above };
}

const notFound = 'The {replica}’s last transaction is in no place of the {source}’s binary log that was searched.';

/** null: it is proved. */
function judge(
  found: MatchFound | null,
  matcher: TailMatcher,
  tailTransactions: number,
  atLeast: number,
): (TailMatch & { readonly kind: 'refused' }) | null {
  if (matcher.conflicts > 0) {
    return refused('another-history', 'The same GTID stands for different transactions on {source} and {replica}.');
  }
  if (found === null) {
    if (matcher.incomparable === 0) return refused('not-found', notFound);
    const because =
      'The {replica} logs the same changes in another form than the {source} (statements or rows, or other columns).';
    return refused('not-comparable', because);
  }
  const at = formatPosition(found.position);
  if (found.places > 1) return refused('ambiguous', `${String(found.places)} places fit equally well.`);
  if (found.olderAfter) {
    const because = `The {replica}’s last transaction is at ${at}, but earlier ones of its log come after that place.`;
    return refused('applied-again', because);
  }
  if (found.byGtid) return null;
  if (tailTransactions < atLeast) {
    return refused('too-few', `The {replica}’s log has only ${String(tailTransactions)} transactions of others.`);
  }
  if (found.length < atLeast) {
    return refused('not-found', `Only the last ${String(found.length)} transactions of the {replica} fit (at ${at}).`);
  }
  if (found.distinct < leastDistinct) return refused('ambiguous', 'The transactions that fit are all alike.');
  return null;
}

/** Does the run at the end of the replica's log, or the end of that run, stand in it once more? */
async function hasTwice(
  request: TailRequest,
  files: readonly BinlogFile[],
  tail: readonly Transaction[],
  atLeast: number,
): Promise<boolean> {
  const matcher = new TailMatcher(tail);
  let held: Transaction | null = null;
  await forEachOfOthers(request, request.replica, files, 'reading-replica', (transaction) => {
    if (held !== null) matcher.add(held);
    held = transaction; // the very last is the tail's own
  });
  const again = matcher.result();
  if (again === null) return false;
  return again.byGtid || (again.length >= atLeast && again.distinct >= leastDistinct);
}

async function readTail(request: TailRequest, files: readonly BinlogFile[]): Promise<readonly Transaction[]> {
  const tail: Transaction[] = [];
  await forEachOfOthers(request, request.replica, files, 'reading-replica', (transaction) => {
    tail.push(transaction);
    if (tail.length >= 2 * tailLength) tail.splice(0, tailLength);
  });
  return tail.slice(-tailLength);
}

/** Transactions that were made on neither the replica itself nor nowhere: those whose order both logs share. */
async function forEachOfOthers(
  request: TailRequest,
  server: BinlogServer,
  files: readonly BinlogFile[],
  doing: TailProgress['doing'],
  take: (transaction: Transaction) => void,
): Promise<void> {
  const [first] = files;
  if (first === undefined) return;
  const { signal } = request;
  const from = { file: first.file, offset: firstOffset };
  const batches = readServerEvents(server, { from, until: null, ...(signal && { signal }) });
  for await (const transactions of transactionsOf(told(batches, files, doing, request.onProgress))) {
    for (const transaction of transactions) {
      if (transaction.serverId !== request.replicaServerId && isTraceable(transaction)) take(transaction);
    }
  }
}

/** The same batches; how far they are is told. */
async function* told(
  batches: AsyncIterable<readonly BinlogEvent[]>,
  files: readonly BinlogFile[],
  doing: TailProgress['doing'],
  onProgress: TailRequest['onProgress'],
): AsyncGenerator<readonly BinlogEvent[], void, undefined> {
  const of = files.reduce((sum, { size }) => sum + size, 0);
  for await (const batch of batches) {
    yield batch;
    const last = batch.at(-1);
    if (last === undefined || onProgress === undefined) continue;
    const before = files.slice(
      0,
      Math.max(
        0,
        files.findIndex(({ file }) => file === last.position.file),
      ),
    );
    onProgress({
      doing,
      bytes: Math.min(
        of,
        before.reduce((sum, { size }) => sum + size, last.end),
      ),
      of,
    });
  }
}

/** The newest files that together have at most so many bytes; one at least. */
function newest(files: readonly BinlogFile[], bytes: number): readonly BinlogFile[] {
  let sum = 0;
  const first = files.findLastIndex(({ size }, index) => (sum += size) > bytes && index < files.length - 1);
  return files.slice(first + 1);
}

function refused(reason: TailRefusal, because: string): TailMatch & { readonly kind: 'refused' } {
  return { kind: 'refused', reason, because };
}

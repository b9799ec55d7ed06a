import type { ClusterConfiguration } from '../../../shared/domain/configuration.ts';
import { formatPosition } from '../../../shared/domain/position.ts';
import type { ServerId } from '../../../shared/domain/server.ts';
import type { Extra } from '../../../shared/guards/rejoin.ts';
import type { Between } from '../../../shared/plans/put-back/evidence.ts';
import type { LastPromotion } from './last-promotion.ts';
import type { SourceLogs } from './repoint/source-logs.ts';

export interface ExtraTransactions {
  readonly extra: Extra;
  /** null where they could not be read. */
  readonly between: Between | null;
}

const mostTables = 10;

/**
 * Transactions of an old source above the place up to which the new one had its log. Reading an old source's log needs
 * no consent: it is only read.
 */
export async function extraTransactions(
  logs: Pick<SourceLogs, 'above'>,
  cluster: ClusterConfiguration,
  server: ServerId,
  promotion: LastPromotion | null,
  signal: AbortSignal,
): Promise<ExtraTransactions> {
  const final = promotion?.final ?? null;
  if (final === null) {
    const because = `the journal does not know how far another server came in the log of ${server}`;
    return { extra: { kind: 'unread', because }, between: null };
  }
  const between = await logs.above(cluster, server, final, signal);
  if (between === null)
    return { extra: { kind: 'unread', because: `its log could not be read from ${formatPosition(final)}` }, between };
  const text = `its log from ${formatPosition(final)} on, where the new {source} took over, has ${countText(between)}`;
  return { extra: { kind: between.transactions === 0 ? 'none' : 'some', text: `${server}: ${text}.` }, between };
}

/** The same in a sentence, for the journal. */
export function extraText(server: ServerId, extra: Extra): string {
  switch (extra.kind) {
    case 'none':
    case 'some':
      return extra.text;
    case 'unread':
      return `Whether ${server} has transactions of its own can't be told: ${extra.because}.`;
  }
}

function rowsText(rows: number | null): string {
  if (rows === null) return 'some rows';
  return rows === 1 ? '1 row' : `${String(rows)} rows`;
}

function countText({ transactions, tables }: Between): string {
  if (transactions === 0) return 'no transactions';
  const rows = tables.map(({ table, rows: count }) => `${table}: ${rowsText(count)}`);
  const more = rows.length > mostTables ? ', …' : '';
  const some = rows.length === 0 ? '' : ` (${rows.slice(0, mostTables).join(', ')}${more})`;
  return `${String(transactions)} ${transactions === 1 ? 'transaction' : 'transactions'}${some}`;
}

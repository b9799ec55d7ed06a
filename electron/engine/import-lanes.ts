import { availableParallelism } from 'node:os';
import { parseAddress } from '../../shared/domain/address.ts';
import type { ImportRequest } from '../../shared/import/import-view.ts';

const usual = 4;
const most = 64;

/** How many connections send rows. */
export function lanesFor({ parallel, server }: ImportRequest): number {
  const isHere = ['127.0.0.1', 'localhost', '::1'].includes(parseAddress(server).host);
  return Math.min(most, Math.max(1, parallel ?? (isHere ? availableParallelism() : usual)));
}

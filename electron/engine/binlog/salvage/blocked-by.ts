import type { InnerEvent } from '../event.ts';
import { queryContext } from './statements/query-context.ts';
import type { Blocked } from './tail-transaction.ts';

/** Why an event keeps its transaction from being applied through a connection; null: it does not. */
export function blockedBy(event: InnerEvent): Blocked | null {
  const { body } = event;
  switch (body.kind) {
    case 'query':
      return blockedStatement(event);
    case 'rows':
      return body.table === null
        ? { reason: 'rows-without-table', because: 'its rows have no table map before them' }
        : null;
    case 'payload':
      return body.events === null
        ? { reason: 'packed', because: 'it is compressed in a way that is not known, or unpacks to more than 256 MB' }
        : null;
    case 'load-data':
      return { reason: 'load-data', because: 'it is a LOAD DATA whose file is in the log' };
    case 'incident':
      return { reason: 'incident', because: `its server says that changes are missing in the log: ${body.message}` };
    case 'unknown':
      return { reason: 'unknown-event', because: `it has an event of the unknown type ${String(event.typeCode)}` };
    case 'format':
    case 'rotate':
    case 'stop':
    case 'gtid':
    case 'earlier-gtids':
    case 'intvar':
    case 'rand':
    case 'user-var':
    case 'annotation':
    case 'table-map':
    case 'xid':
    case 'xa-prepare':
    case 'heartbeat':
    case 'note':
      return null;
  }
}

function blockedStatement(event: InnerEvent): Blocked | null {
  const { errorCode, twoPhaseAlter } = queryContext(event);
  if (twoPhaseAlter) return { reason: 'two-phase-alter', because: 'it is one part of an ALTER TABLE logged in two' };
  if (errorCode === 0) return null;
  return { reason: 'failed-on-source', because: `it failed half-way on its server (error ${String(errorCode)})` };
}

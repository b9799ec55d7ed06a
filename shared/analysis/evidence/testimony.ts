import type { ReplicaWitness, Testimony } from '../../domain/evidence.ts';

const usualNetTimeoutS = 60; // s, MySQL 5.7+, MariaDB 10.2+
const heartbeatsMissed = 2;

/** Client errors of a connection that could not be made or was lost. Source: MySQL manual, “Client Error Messages”. */
const lostNumbers = new Set([2002, 2003, 2005, 2006, 2013, 2055]);
const firstClientNumber = 2000; // below are errors that a living server gives

/**
 * What a replica says of its source. A receiver that says Yes proves nothing: without a reset of the connection it says
 * so until its net time-out. Rulebook sections 1 and 3.
 */
export function testimonyOf(witness: ReplicaWitness): Testimony {
  const { server, io, ioError, heard, silentS } = witness;
  if (heard) return { says: 'alive', because: `${server} got something from it while we looked.` };
  switch (io) {
    case 'no':
      return ioError !== null && lostNumbers.has(ioError.number)
        ? { says: 'lost', because: `${server} has lost it and given up${errorText(witness)}.` }
        : { says: 'nothing', because: `${server} does not ask it: its receiver is stopped${errorText(witness)}.` };
    case 'connecting':
      if (ioError === null || lostNumbers.has(ioError.number))
        return { says: 'lost', because: `${server} has lost it and can’t connect again${errorText(witness)}.` };
      return ioError.number < firstClientNumber
        ? { says: 'alive', because: `it still answers ${server}${errorText(witness)}.` }
        : { says: 'nothing', because: `${server} can’t connect, and why does not tell${errorText(witness)}.` };
    case 'yes': {
      const left = enoughS(witness) - silentS;
      const silence = `${server} is connected and has heard nothing for ${whole(silentS)} s`;
      return left <= 0
        ? { says: 'silent', because: `${silence}, longer than ${String(heartbeatsMissed)} heartbeats take.` }
        : {
            says: 'too-early',
            secondsLeft: left,
            because: `${silence}; that tells nothing for ${whole(left)} s more.`,
          };
    }
  }
}

/** How long a silence must last to be one, s. Without heartbeats only the replica's own time-out tells. */
function enoughS({ heartbeatPeriodS, netTimeoutS }: ReplicaWitness): number {
  const timeoutS = netTimeoutS ?? usualNetTimeoutS;
  if (heartbeatPeriodS === null || heartbeatPeriodS === 0) return timeoutS;
  return Math.min(heartbeatsMissed * heartbeatPeriodS, timeoutS);
}

function errorText({ ioError }: ReplicaWitness): string {
  return ioError === null ? '' : ` (${String(ioError.number)}: ${ioError.message})`;
}

function whole(seconds: number): string {
  return String(Math.ceil(seconds));
}

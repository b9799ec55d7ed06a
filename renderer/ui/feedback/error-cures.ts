import type { ErrorCode } from '../../../shared/domain/error-codes.ts';

/** What to do about an error, where there is something to do beyond what its message says. */
const cures: Partial<Record<ErrorCode, string>> = {
  bug: 'Please report this. What was asked may or may not have been done: look at the map and the journal.',
  'config-invalid': 'Correct the file and save it: it is read again by itself.',
  'config-plain-password': 'Write a reference instead: env:NAME, file:PATH, secret:NAME, or ask.',
  'config-unreadable': 'Check that the file belongs to you and can be read.',
  'config-unwritable': 'Check that the file and its folder belong to you and can be written.',
  'config-exists': 'Choose another name.',
  'data-directory-unwritable': 'Check the folder’s owner and free space. Nothing is changed on any server until then.',
  'dump-applier-stopped': 'Start its SQL thread with the statement in the message; its data is as it was.',
  'dump-failed':
    'No file is left, and what was stopped runs again. Where a table was altered meanwhile, take it again.',
  'dump-file-exists': 'Name another file, or move that one away.',
  'dump-file-unwritable': 'Choose a folder that is there and yours, with room enough. What was stopped runs again.',
  'dump-lock-timeout':
    'Wait for the long statement, or take the dump of a server that replicates and is closed for writes: no writer waits there.',
  'dump-not-still':
    'No file is left, and what was stopped runs again. See who writes to the server, then take it again.',
  'dump-program-missing':
    'The window uses the program on the PATH of the machine where Signalbox runs; “signalbox dump --program” takes any other.',
  'journal-corrupt': 'Keep the file as it is and look at the journal’s verification for the first bad entry.',
  'journal-unwritable': 'Check the disk and the folder. No server is changed while the journal can’t be written.',
  'no-server-answered': 'Check the network, the addresses and the account in the settings.',
  'operation-in-progress': 'Wait until it has ended, or stop it where it runs.',
  'plan-outdated': 'Look at what has changed, and build the plan again.',
  'secret-file-mode': 'Make the file readable by its owner alone: chmod 600.',
  'secret-missing': 'Give the password in the settings, or set what the reference names.',
  'server-access-denied': 'Check the account, its host pattern and its password.',
  'server-not-mysql': 'Check the port: something else listens there.',
  'server-timeout': 'The server accepts connections but does not answer: look at its load and at its error log.',
  'server-tls': 'Check the certificate and the TLS mode in the settings.',
  'server-unreachable': 'Check that the server runs, and the network between it and this machine.',
  'server-binaries-missing': 'Install MariaDB or MySQL, or put its server on the PATH; then try again.',
  'yard-failed':
    'The message names the log of the server that failed. Stopping the yard and starting it again is safe.',
};

/** A sentence on what to do next, or null where the message already says it. */
export function cureOf(code: ErrorCode): string | null {
  return cures[code] ?? null;
}

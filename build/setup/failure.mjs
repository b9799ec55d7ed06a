/** A set-up step that failed for a reason the user can act on: its message is all that is shown. */
export class SetupFailure extends Error {
  /** @param {string} message */
  constructor(message) {
    super(message);
    this.name = 'SetupFailure';
  }
}

/**
 * Runs a launcher; a SetupFailure becomes one line on stderr and exit code 2 (see docs/cli.md), anything else is a bug.
 *
 * @param {() => Promise<void>} launch
 */
export function orExplain(launch) {
  launch().catch((/** @type {unknown} */ error) => {
    process.stderr.write(error instanceof SetupFailure ? `signalbox: ${error.message}\n` : `${String(error)}\n`);
    process.exitCode = 2;
  });
}

/**
 * Measures how long writers had to wait: from sending the statement that stops writes to the reply of the one
 * that lets them go on, on the new source or, after an undo, on the old one.
 */
export class WriteGap {
  #stoppedAt: number | null = null;
  #resumedAt: number | null = null;

  stop(at: number): void {
    this.#stoppedAt ??= at;
  }

  resume(at: number): void {
    if (this.#stoppedAt !== null) this.#resumedAt = at;
  }

  /** ms, to a tenth; null when writes were never stopped or have not been resumed. */
  ms(): number | null {
    if (this.#stoppedAt === null || this.#resumedAt === null) return null;
    return Math.round((this.#resumedAt - this.#stoppedAt) * 10) / 10;
  }
}

/**
 * Work for several takers, with back-pressure by bytes: `put` settles once there is room. What is urgent is taken first
 * and needs no room.
 */
export class JobQueue<T> {
  readonly #capacity: number;
  readonly #jobs: { readonly job: T; readonly bytes: number }[] = [];
  readonly #urgent: T[] = [];
  readonly #takers: ((job: T | null) => void)[] = [];
  readonly #waiting: (() => void)[] = [];
  #bytes = 0;
  #running = 0;
  #closed = false;

  /** `capacity`: bytes of jobs that wait; one job may be larger. */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  async put(job: T, bytes: number): Promise<void> {
    while (!this.#closed && this.#bytes > 0 && this.#bytes + bytes > this.#capacity) await this.#change();
    if (this.#closed) return;
    this.#bytes += bytes;
    this.#jobs.push({ job, bytes });
    this.#serve();
  }

  putUrgent(job: T): void {
    this.#urgent.push(job);
    this.#serve();
  }

  /** The next job; null once it is closed. `done` must be called for each. */
  take(): Promise<T | null> {
    return new Promise((resolve) => {
      this.#takers.push(resolve);
      this.#serve();
    });
  }

  /** A job that was taken is done, whatever came of it. */
  done(): void {
    this.#running -= 1;
    this.#wake();
  }

  /** Settles when nothing waits and nothing runs, or once it is closed. */
  async idle(): Promise<void> {
    while (!this.#closed && (this.#jobs.length > 0 || this.#urgent.length > 0 || this.#running > 0))
      await this.#change();
  }

  /** Nothing is handed out any more; everybody who waits goes on. */
  close(): void {
    this.#closed = true;
    this.#jobs.length = 0;
    this.#urgent.length = 0;
    for (const taker of this.#takers.splice(0)) taker(null);
    this.#wake();
  }

  #serve(): void {
    while (this.#takers.length > 0) {
      const job = this.#closed ? null : this.#next();
      if (job === undefined) return;
      if (job !== null) this.#running += 1;
      this.#takers.shift()?.(job);
    }
  }

  #next(): T | undefined {
    const urgent = this.#urgent.shift();
    if (urgent !== undefined) return urgent;
    const waiting = this.#jobs.shift();
    if (waiting === undefined) return undefined;
    this.#bytes -= waiting.bytes;
    this.#wake();
    return waiting.job;
  }

  #change(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #wake(): void {
    for (const waiter of this.#waiting.splice(0)) waiter();
  }
}

/**
 * Output of parts that run side by side, in their order: the first part that is not done shows live, the others wait.
 */
export class Transcript {
  readonly #names: readonly string[];
  readonly #held = new Map<string, string>();
  readonly #done = new Set<string>();
  readonly #write: (text: string) => void;

  constructor(names: readonly string[], write: (text: string) => void) {
    this.#names = names;
    this.#write = write;
  }

  print(name: string, text: string): void {
    this.#held.set(name, (this.#held.get(name) ?? '') + text);
    this.#flush();
  }

  close(name: string): void {
    this.#done.add(name);
    this.#flush();
  }

  #flush(): void {
    for (const name of this.#names) {
      const text = this.#held.get(name);
      if (text !== undefined) this.#write(text);
      this.#held.delete(name);
      if (!this.#done.has(name)) return;
    }
  }
}

/** Where `secret:NAME` references are kept: the platform's store (desktop: safeStorage), else a 0600 file, else memory. */
export interface SecretStore {
  /** null when there is no such secret. */
  get(name: string): Promise<string | null>;
  set(name: string, secret: string): Promise<void>;
  remove(name: string): Promise<void>;
}

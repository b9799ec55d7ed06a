/** The account of the measured imports, in servers that live as long as a measurement. */
export const loader = { user: 'loader', password: 'loader' } as const;

/** What one import used. */
export interface Loaded {
  readonly seconds: number;
  readonly cpuSeconds: number;
  /** Resident, of the process before the import and at most. */
  readonly startBytes: number;
  readonly mostBytes: number;
}

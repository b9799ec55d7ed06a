/** How good an end is. */
export type Tone = 'ok' | 'warn' | 'bad';

/** MariaDB's programs begin with a line that puts the client into its sandbox: it stays the first. */
const sandbox = Buffer.from('/*M!999999\\-');

/** The beginning of the dump with the header put in front of it. */
export function withHeader(beginning: Buffer, header: string): Buffer {
  const isSandboxed = beginning.subarray(0, sandbox.length).equals(sandbox);
  const from = isSandboxed ? beginning.indexOf(0x0a) + 1 : 0;
  return Buffer.concat([beginning.subarray(0, from), Buffer.from(header), beginning.subarray(from)]);
}

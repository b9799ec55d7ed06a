/** How a dump is stored. */
export type ArchiveKind = 'plain' | 'gzip' | 'zstd' | 'bzip2' | 'xz';

/** So many bytes of a file say what it is. */
export const headBytes = 512;

const marks: readonly (readonly [ArchiveKind, readonly number[]])[] = [
  ['gzip', [0x1f, 0x8b]],
  ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
  ['bzip2', [0x42, 0x5a, 0x68]], // BZh
  ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]],
];

/** By the first bytes; names say nothing. A skippable frame (zstd -T, pzstd) may come before zstd's own. */
export function archiveKind(head: Buffer): ArchiveKind {
  const found = marks.find(([, mark]) => mark.every((code, index) => head[index] === code));
  if (found !== undefined) return found[0];
  const isSkippable = ((head[0] ?? 0) & 0xf0) === 0x50 && head.subarray(1, 4).equals(Buffer.from([0x2a, 0x4d, 0x18]));
  return isSkippable ? 'zstd' : 'plain';
}

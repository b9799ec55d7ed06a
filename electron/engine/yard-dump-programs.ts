import { flavours, familyOfFlavour } from '../../shared/domain/flavour.ts';
import type { Family } from '../../shared/domain/server.ts';
import type { UnaskedProgram } from './dump/find-program.ts';
import { findServerBinaries } from './yard/binaries/ensure-server-binaries.ts';

/** The dump programs that came with the practice servers of this machine; fetches none. */
export async function yardDumpPrograms(family: Family): Promise<readonly UnaskedProgram[]> {
  const kinds = flavours.filter((flavour) => familyOfFlavour(flavour) === family);
  const found = await Promise.all(kinds.map((kind) => findServerBinaries(kind).catch(() => null)));
  return found.flatMap((binaries) => {
    if (binaries === null || binaries.dump === null) return [];
    const folder = binaries.options.find((option) => option.startsWith('plugin-dir='));
    return [{ ...binaries.dump, pluginFolder: folder?.slice('plugin-dir='.length) ?? null }];
  });
}

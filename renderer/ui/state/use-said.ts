import { useCallback, useMemo } from 'react';
import { serverNames } from '../text/server-name.ts';
import { useTopology } from './signalbox.ts';
import { useWords } from './use-words.ts';

/**
 * Puts a sentence of the engine into the chosen words, and calls servers by their names instead of their addresses.
 * Never for SQL, coordinates or what a server said.
 */
export function useSaid(): (text: string) => string {
  const words = useWords();
  const topology = useTopology((state) => state.topology);
  const names = useMemo(() => serverNames(topology?.servers ?? []), [topology]);
  return useCallback((text: string) => withNames(words(text), names), [words, names]);
}

/** Replaces whole addresses: `db1:3306` is not found in `olddb1:3306` or `db1:33060`. */
export function withNames(text: string, names: ReadonlyMap<string, string>): string {
  let said = text;
  for (const [address, name] of names) {
    if (name === address || !said.includes(address)) continue;
    said = said.replace(new RegExp(`(?<![\\w.:-])${escaped(address)}(?!\\w|:\\S)`, 'g'), () => name);
  }
  return said;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

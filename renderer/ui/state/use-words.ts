import { useCallback } from 'react';
import { inWords, type Words } from '../../../shared/domain/words.ts';
import { useSession } from './signalbox.ts';

/** The chosen vocabulary. */
export function useVocabulary(): Words {
  return useSession((state) => state.preferences.words);
}

/** Puts the chosen words into a text with `{source}`, `{Replicas}` …; never give it server output or SQL. */
export function useWords(): (text: string) => string {
  const words = useVocabulary();
  return useCallback((text: string) => inWords(text, words), [words]);
}

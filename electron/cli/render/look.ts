import type { Words } from '../../../shared/domain/words.ts';
import type { Paint } from './paint.ts';

/** How texts for people are made on one output. */
export interface Look {
  readonly paint: Paint;
  readonly words: Words;
  readonly columns: number;
}

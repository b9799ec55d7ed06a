import { quoteName } from '../../../../shared/dialects/quote.ts';

const most = 10;

/** Names with commas: the first ten, and how many more there are. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, most).join(', ');
  return names.length > most ? `${shown} and ${numberInWords(names.length - most)} more` : shown;
}

/** 12,345. */
export function numberInWords(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

/** `1 table`, `2 tables`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${numberInWords(count)} ${count === 1 ? one : many}`;
}

/** Bytes in decimal units: `640 MB`, `1.2 GB`. */
export function bytesInWords(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  let place = 0;
  let value = bytes;
  while (value >= 999.5 && place < units.length - 1) {
    value /= 1000;
    place += 1;
  }
  const text = place > 0 && value < 9.95 ? value.toFixed(1) : numberInWords(value);
  return `${text} ${place === 0 && bytes === 1 ? 'byte' : (units[place] ?? '')}`;
}

/** A table or other object with its database, for people: names that are no single word are quoted. */
export function nameInWords({ schema, name }: { readonly schema: string | null; readonly name: string }): string {
  return [schema, name].flatMap((part) => (part === null ? [] : [quotedIfOdd(part)])).join('.');
}

/** A database's name; in backticks where a reader could not tell where it ends. */
export function quotedIfOdd(name: string): string {
  return /^[\p{L}\p{N}_$]+$/u.test(name) ? name : quoteName(name);
}

/** `1 is`, `2 are` and the like. */
export function verb(count: number, one: string, many: string): string {
  return count === 1 ? one : many;
}

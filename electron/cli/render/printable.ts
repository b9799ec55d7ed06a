/**
 * A copy in which no text can drive the terminal: what servers say (names, errors, versions) may hold escape sequences.
 */
export function printable<T>(value: T): T {
  return cleaned(value) as T;
}

function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return plainText(value);
  if (Array.isArray(value)) return value.map(cleaned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, cleaned(child)]));
}

/** Control and direction-changing characters become visible marks; tabs and line breaks become blanks. */
export function plainText(text: string): string {
  return text.replace(/[\t\r\n]+/g, ' ').replace(/\p{Cc}|[\u202A-\u202E\u2066-\u2069]/gu, '\u{FFFD}');
}

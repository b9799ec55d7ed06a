import { isScalar } from 'yaml';
import { formatAddress, parseAddress } from '../../../shared/domain/address.ts';
import type { PasswordRef } from '../../../shared/domain/configuration.ts';
import type { ServerId } from '../../../shared/domain/server.ts';
import { parsePasswordRef, passwordRefForms } from '../secrets/password-ref.ts';
import { formatDuration, parseDuration } from './duration.ts';
import { isNothing } from './entry.ts';
import type { Entry, Source } from './entry.ts';

/** Each reader gives null for a mistake, after adding it to the source's list. Values are quoted only where they can be no secret. */

export function textOf(source: Source, entry: Entry, longest = 300): string | null {
  const value = isScalar(entry.node) ? entry.node.value : undefined;
  if (typeof value === 'string' && isOneLine(value) && value.length <= longest) return value;
  source.mistakes.add(entry.offset, `${entry.path} is text on one line: write ${entry.key}: "…"`);
  return null;
}

export function choiceOf<T extends string>(source: Source, entry: Entry, choices: readonly T[]): T | null {
  const value = isScalar(entry.node) ? entry.node.value : undefined;
  const choice = choices.find((candidate) => candidate === value);
  if (choice !== undefined) return choice;
  source.mistakes.add(
    entry.offset,
    `${entry.path} is one of ${choices.join(', ')}: write ${entry.key}: ${choices[0] ?? ''}`,
  );
  return null;
}

export function booleanOf(source: Source, entry: Entry): boolean | null {
  const value = isScalar(entry.node) ? entry.node.value : undefined;
  if (typeof value === 'boolean') return value;
  source.mistakes.add(entry.offset, `${entry.path} is true or false: write ${entry.key}: false`);
  return null;
}

/** A duration in ms, between the bounds (ms). */
export function durationOf(
  source: Source,
  entry: Entry,
  bounds: { readonly min: number; readonly max: number; readonly example: string },
): number | null {
  const value = isScalar(entry.node) ? entry.node.value : undefined;
  const ms = typeof value === 'string' ? parseDuration(value) : null;
  if (ms !== null && ms >= bounds.min && ms <= bounds.max) return ms;
  const range = `between ${formatDuration(bounds.min)} and ${formatDuration(bounds.max)}`;
  source.mistakes.add(
    entry.offset,
    `${entry.path} is a time with its unit (ms, s, m or h), ${range}: write ${entry.key}: ${bounds.example}`,
  );
  return null;
}

export function addressOf(source: Source, entry: Entry): ServerId | null {
  const value = isScalar(entry.node) ? entry.node.value : undefined;
  const address = typeof value === 'string' ? readAddress(value) : null;
  if (address !== null) return address;
  source.mistakes.add(entry.offset, badAddress(entry.path));
  return null;
}

export function badAddress(path: string): string {
  return `${path} is not an address: write host or host:port, IPv6 in quotes as "[::1]:3306"; account and password have keys of their own.`;
}

/** null instead of an error that would quote the text: people write user:password@host. */
export function readAddress(text: string): ServerId | null {
  try {
    return formatAddress(parseAddress(text));
  } catch {
    return null;
  }
}

export function passwordOf(source: Source, entry: Entry): PasswordRef | null {
  if (isNothing(entry.node)) {
    source.mistakes.add(entry.offset, `${entry.path} says nothing: write ${passwordRefForms}.`);
    return null;
  }
  const value = isScalar(entry.node) ? entry.node.value : undefined;
  const ref = typeof value === 'string' ? parsePasswordRef(value) : null;
  if (ref !== null) return ref;
  source.mistakes.add(
    entry.offset,
    `${entry.path} holds something that is no reference. Passwords are never kept in this file: write ${passwordRefForms}, and change a password that stood here.`,
    'config-plain-password',
  );
  return null;
}

function isOneLine(text: string): boolean {
  return /^\P{Cc}+$/u.test(text);
}

import type { PasswordRef } from '../../../shared/domain/configuration.ts';

/** What to write where a reference is expected. */
export const passwordRefForms = 'env:NAME, file:PATH, secret:NAME or ask';

/** Reads a reference; null when the text is none (and may then be a password: never put it into a message). */
export function parsePasswordRef(text: string): PasswordRef | null {
  if (text === 'ask') return { kind: 'ask' };
  const [, kind, rest] = /^(env|file|secret):(.+)$/.exec(text) ?? [];
  if (kind === undefined || rest === undefined) return null;
  if (kind === 'file') return { kind, path: rest };
  if (kind === 'env') return /^[A-Za-z_][A-Za-z0-9_]*$/.test(rest) ? { kind, name: rest } : null;
  return { kind: 'secret', name: rest };
}

/** The text that `parsePasswordRef` reads back as the same reference. */
export function formatPasswordRef(ref: PasswordRef): string {
  switch (ref.kind) {
    case 'env':
      return `env:${ref.name}`;
    case 'file':
      return `file:${ref.path}`;
    case 'secret':
      return `secret:${ref.name}`;
    case 'ask':
      return 'ask';
  }
}

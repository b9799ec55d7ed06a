/** An identifier in backticks. */
export function quoteName(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``;
}

/** A string literal, for sessions whose sql_mode has neither ANSI_QUOTES nor NO_BACKSLASH_ESCAPES (Signalbox's have none). */
export function quoteText(text: string): string {
  const escaped = text.replaceAll('\\', '\\\\').replaceAll("'", "''").replaceAll('\0', '\\0').replaceAll('\n', '\\n');
  return `'${escaped}'`;
}

/** An account as DEFINER takes it. */
export function quoteAccount(account: { readonly user: string; readonly host: string }): string {
  return `${quoteName(account.user)}@${quoteName(account.host)}`;
}

const longest = 200; // characters

/** The beginning of a statement for people: on one line, passwords out. */
export function shortened(statement: Buffer): string {
  const whole = statement
    .toString('utf8', 0, longest * 4)
    .replaceAll(/\s+/g, ' ')
    .trim();
  const text = withoutSecrets(whole);
  return text.length <= longest ? text : `${text.slice(0, longest)}…`;
}

/** Cut where a password may begin. */
function withoutSecrets(text: string): string {
  const at = text.search(/\b(?:IDENTIFIED|PASSWORD|MASTER_PASSWORD|SOURCE_PASSWORD)\b/i);
  return at < 0 ? text : `${text.slice(0, at)}…`;
}

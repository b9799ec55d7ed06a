export interface SqlToken {
  readonly kind: 'keyword' | 'string' | 'value' | 'plain';
  readonly text: string;
}

const keywords = new Set(
  `ALL ALTER AND AS BEGIN BINARY CHANGE CHANNEL CLOSE CREATE DEFINER DELETE DISABLE DO DROP ENABLE EVENT EVENTS EXISTS FLUSH FOR FROM GLOBAL GRANT
  HOSTS IF INSERT INTO IS KILL LIMIT LOCAL LOCK LOG LOGS MASTER NOT NULL OFF ON PERSIST READ REPLICA REPLICAS REPLICATION
  RESET SELECT SESSION SET SHOW SLAVE SLAVES SOURCE START STATUS STOP TABLE TABLES TO UNLOCK UNTIL UPDATE USE VALUES
  WHERE WITH`.split(/\s+/),
);

const pattern = /'(?:[^'\\]|\\.|'')*'|`[^`]*`|‹[^›]*›|[A-Za-z_][\w$]*|[^A-Za-z_'`‹]+|./gu;

function kindOf(text: string): SqlToken['kind'] {
  if (text.startsWith("'") || text.startsWith('`')) return 'string';
  if (text.startsWith('‹')) return 'value';
  return keywords.has(text) ? 'keyword' : 'plain';
}

/** A statement cut up for colouring; the texts joined are the statement. `‹name›` is a value not known yet. */
export function sqlTokens(statement: string): readonly SqlToken[] {
  return [...statement.matchAll(pattern)].map(([text]) => ({ kind: kindOf(text), text }));
}

import { readAssignments } from './assignments.ts';
import type { Assignment } from './assignments.ts';
import { byte } from './bytes.ts';
import { TokenReader, unquoted } from './tokens.ts';

/** What sql_mode says of strings at a place of the dump, and the values that user variables keep for later. */
export interface SqlModeMemory {
  readonly noBackslashEscapes: boolean;
  /** "x" is a name. */
  readonly ansiQuotes: boolean;
  readonly value: string;
  readonly saved: ReadonlyMap<string, string>;
}

/** The memory of a session that has this sql_mode and no variables. */
export function plainSqlMode(value: string): SqlModeMemory {
  return withValue(value, new Map());
}

function withValue(value: string, saved: ReadonlyMap<string, string>): SqlModeMemory {
  const modes = value.toUpperCase().split(',');
  return {
    noBackslashEscapes: modes.includes('NO_BACKSLASH_ESCAPES'),
    ansiQuotes: modes.includes('ANSI_QUOTES') || modes.includes('ANSI'),
    value,
    saved,
  };
}

const longestSet = 65_536; // bytes: a longer statement sets no sql_mode

/** The memory after a statement; the same object when it sets nothing of interest. */
export function sqlModeAfter(memory: SqlModeMemory, statement: Buffer): SqlModeMemory {
  const first = (statement[0] ?? 0) | 0x20;
  if ((first !== 0x73 && statement[0] !== byte.slash) || statement.length > longestSet) return memory;
  const reader = new TokenReader(statement, memory);
  if (!reader.take('SET')) return memory;
  return readAssignments(reader).reduce((before, assignment) => afterAssignment(before, assignment, statement), memory);
}

function afterAssignment(memory: SqlModeMemory, assignment: Assignment, statement: Buffer): SqlModeMemory {
  const { target, from, until } = assignment;
  if (target.scope === 'global' || (target.scope === 'session' && target.name !== 'sql_mode')) return memory;
  const value = valueOf(memory, statement.subarray(from, until));
  if (value === null) return memory;
  if (target.scope === 'session') return withValue(value, memory.saved);
  return { ...memory, saved: new Map(memory.saved).set(target.name, value) };
}

/** The value of a text, of the sql_mode, of a variable that keeps one, or of these joined by CONCAT; null for others. */
function valueOf(memory: SqlModeMemory, expression: Buffer): string | null {
  const reader = new TokenReader(expression, memory);
  const isJoined = reader.take('CONCAT', '(');
  const parts: string[] = [];
  for (let token = reader.next(); token.kind !== 'end'; token = reader.next()) {
    const text = reader.textOf(token);
    if (isJoined && (text === ',' || text === ')')) continue;
    const part = token.kind === 'text' ? unquoted(expression, token, memory) : variableValue(memory, token.kind, text);
    if (part === null || (parts.length > 0 && !isJoined)) return null;
    parts.push(part);
  }
  return parts.length === 0 ? null : parts.join('');
}

function variableValue(memory: SqlModeMemory, kind: string, text: string): string | null {
  const name = text.toLowerCase();
  if (kind !== 'variable') return null;
  if (/^@@(session\.|local\.)?sql_mode$/.test(name)) return memory.value;
  return memory.saved.get(name.slice(1)) ?? null;
}

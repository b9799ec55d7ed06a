import type { TokenReader } from './tokens.ts';

/** What a SET sets; names in small letters. NAMES and CHARACTER SET count as session variables of these names. */
export interface AssignmentTarget {
  readonly scope: 'session' | 'global' | 'user';
  readonly name: string;
}

/** One assignment of a SET; its value is the statement's bytes between the two places. */
export interface Assignment {
  readonly target: AssignmentTarget;
  readonly from: number;
  readonly until: number;
}

const globalScopes: readonly string[] = ['GLOBAL', 'PERSIST', 'PERSIST_ONLY'];

/** The assignments of a SET statement, from behind the word SET on; those that can't be read are left out. */
export function readAssignments(reader: TokenReader): readonly Assignment[] {
  const assignments: Assignment[] = [];
  while (reader.peek().kind !== 'end') {
    const target = readTarget(reader);
    const from = reader.at;
    const until = readValue(reader);
    if (target !== null) assignments.push({ target, from, until });
  }
  return assignments;
}

function readTarget(reader: TokenReader): AssignmentTarget | null {
  const token = reader.next();
  const text = reader.textOf(token);
  if (token.kind === 'variable') return equals(reader) ? variableTarget(text.toLowerCase()) : null;
  if (token.kind !== 'word') return null;
  if (text === 'NAMES' || text === 'CHARSET') return { scope: 'session', name: text.toLowerCase() };
  if (text === 'CHARACTER' && reader.take('SET')) return { scope: 'session', name: 'charset' };
  const scope = globalScopes.includes(text) ? 'global' : 'session';
  const isScope = scope === 'global' || text === 'SESSION' || text === 'LOCAL';
  const name = isScope ? reader.textOf(reader.next()) : text;
  return equals(reader) ? { scope, name: name.toLowerCase() } : null;
}

function equals(reader: TokenReader): boolean {
  return reader.take('=') || reader.take(':', '=');
}

function variableTarget(text: string): AssignmentTarget {
  if (!text.startsWith('@@')) return { scope: 'user', name: text.slice(1) };
  const [first = '', second] = text.slice(2).split('.');
  if (second === undefined) return { scope: 'session', name: first };
  return { scope: globalScopes.includes(first.toUpperCase()) ? 'global' : 'session', name: second };
}

/** Goes behind the comma after a value, and says where the value ends. */
function readValue(reader: TokenReader): number {
  let depth = 0;
  let until = reader.at;
  for (;;) {
    const token = reader.next();
    const symbol = token.kind === 'symbol' ? reader.textOf(token) : '';
    if (token.kind === 'end' || (symbol === ',' && depth === 0)) return until;
    if (symbol === '(') depth += 1;
    if (symbol === ')') depth -= 1;
    until = token.end;
  }
}

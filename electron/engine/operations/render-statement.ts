import { quoteText } from '../../../shared/dialects/quote.ts';
import type { Json } from '../../../shared/domain/json.ts';
import { isSecretRef, type SecretRef, type Statement } from '../../../shared/plans/plan.ts';
import type { OperationValues } from './operation-values.ts';

/** A statement ready to be sent. `shown` is what may be seen and kept: secrets are masked in it. */
export interface RenderedStatement {
  readonly sql: string;
  readonly shown: string;
  readonly secrets: readonly string[];
}

/** Numbers as digits, everything else as a quoted literal. */
function literal(value: Json): string {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  if (typeof value === 'string') return quoteText(value);
  throw new Error('only texts and numbers can be bound to a statement');
}

/** Puts values and secrets in the places of `${name}`. With `each`, one statement an item; none for an empty list. */
export async function renderStatement(
  statement: Statement,
  values: OperationValues,
  secret: (ref: SecretRef) => Promise<string>,
): Promise<readonly RenderedStatement[]> {
  const bound = new Map<string, { readonly text: string; readonly shown: string }>();
  const secrets: string[] = [];
  for (const [name, bind] of Object.entries(statement.binds)) {
    if (isSecretRef(bind)) {
      const password = await secret(bind);
      secrets.push(password);
      bound.set(name, { text: quoteText(password), shown: "'***'" });
    } else {
      const text = literal(values.resolve(bind));
      bound.set(name, { text, shown: text });
    }
  }
  return itemsOf(statement, values).map((item) => {
    const all = item === null ? bound : new Map([...bound, ['item', { text: literal(item), shown: literal(item) }]]);
    return {
      sql: fill(statement.sql, (name) => all.get(name)?.text),
      shown: fill(statement.sql, (name) => all.get(name)?.shown),
      secrets,
    };
  });
}

function itemsOf(statement: Statement, values: OperationValues): readonly (Json | null)[] {
  if (statement.each === undefined) return [null];
  const items = values.resolve(statement.each);
  return Array.isArray(items) ? (items as readonly Json[]) : [];
}

function fill(sql: string, textOf: (name: string) => string | undefined): string {
  return sql.replace(/\$\{(\w+)\}/g, (whole, name: string) => textOf(name) ?? whole);
}

/** A server may repeat a statement in its error message: secrets are taken out again. */
export function withoutSecrets(message: string, secrets: readonly string[]): string {
  return secrets
    .filter((secret) => secret !== '')
    .reduce((text, secret) => text.replaceAll(secret, '***').replaceAll(quoteText(secret), "'***'"), message);
}

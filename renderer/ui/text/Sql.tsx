import type { JSX } from 'react';
import { CopyButton } from '../controls/CopyButton.tsx';
import { sqlTokens } from './sql-tokens.ts';
import classes from './text.module.css';

interface SqlProps {
  readonly statements: readonly string[];
  /** For the copy button: “statements on db1”. */
  readonly what?: string;
}

const ended = (statement: string): string => (statement.trimEnd().endsWith(';') ? statement : `${statement};`);

/** Exact statements in a server's dialect, one after the other, coloured and copied as they are. */
export function Sql({ statements, what = 'statements' }: SqlProps): JSX.Element {
  return (
    <div className={classes['sql']}>
      <pre>
        {statements.map((statement, index) => (
          <code key={index} style={{ display: 'block' }}>
            {sqlTokens(ended(statement)).map((token, at) => (
              <span key={at} className={classes[token.kind]}>
                {token.text}
              </span>
            ))}
          </code>
        ))}
      </pre>
      <CopyButton text={statements.map(ended).join('\n')} what={what} />
    </div>
  );
}

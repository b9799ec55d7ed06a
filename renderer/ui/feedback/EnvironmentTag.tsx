import type { JSX } from 'react';
import type { Environment } from '../../../shared/domain/configuration.ts';
import { Tag } from './Tag.tsx';

/** The environment of a cluster; production stands out. */
export function EnvironmentTag({ environment }: { readonly environment: Environment }): JSX.Element {
  if (environment === 'production') return <Tag tone="production">PRODUCTION</Tag>;
  return <Tag>{environment}</Tag>;
}

import type { TlsConfiguration } from '../../../shared/domain/configuration.ts';
import { expandPath } from '../secrets/password-resolver.ts';

/** The certificate files as absolute paths; relative ones start in `folder`, where the configuration is. */
export function tlsFrom(tls: TlsConfiguration, folder: string): TlsConfiguration {
  const expanded = (path: string | null): string | null => (path === null ? null : expandPath(path, folder));
  return {
    mode: tls.mode,
    caFile: expanded(tls.caFile),
    certFile: expanded(tls.certFile),
    keyFile: expanded(tls.keyFile),
  };
}

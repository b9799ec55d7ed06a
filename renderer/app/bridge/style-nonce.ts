/**
 * The nonce that this page's content security policy asks of style tags; the host puts it into every page it serves.
 * Give it to Mantine (`getStyleNonce`) and to get-nonce (`setNonce`) before the first render. '' where there is none.
 */
export function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.nonce ?? '';
}

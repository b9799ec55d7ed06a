const scheme = 'signalbox:';
const host = 'app';

export const pageScheme = 'signalbox';
export const pageAddress = 'signalbox://app/';

/** Whether an address is the page's own or one of its files. */
export function isPageAddress(address: string): boolean {
  const url = URL.parse(address);
  return url?.protocol === scheme && url.host === host;
}

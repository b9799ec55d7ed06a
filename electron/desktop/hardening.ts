import { app } from 'electron';
import type { Session, WebContents } from 'electron';
import { isPageAddress } from './page-address.ts';

/** What our page may ask of the system: the copy buttons. */
const allowedPermission = 'clipboard-sanitized-write';

/** No permissions, no downloads, no network: the page's only way out is the bridge. */
export function hardenSession(session: Session): void {
  session.setPermissionRequestHandler((contents, permission, decide) => {
    decide(permission === allowedPermission && isPageAddress(contents.getURL()));
  });
  session.setPermissionCheckHandler(
    (contents, permission) => permission === allowedPermission && contents !== null && isPageAddress(contents.getURL()),
  );
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest((request, decide) => {
    decide({ cancel: !isPageAddress(request.url) && !request.url.startsWith('devtools://') });
  });
  session.on('will-download', (event) => event.preventDefault());
}

/** Whatever shows pages in this program stays on ours, opens no windows and embeds nothing. */
export function hardenContents(): void {
  app.on('web-contents-created', (_event, contents) => {
    stayOnPage(contents);
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('will-attach-webview', (event) => event.preventDefault());
  });
}

function stayOnPage(contents: WebContents): void {
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || !isPageAddress(event.url)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
}

import type { Page } from 'playwright-core';

/**
 * Collects what no page of ours may do: log an error, throw, crash or open a dialog. Dialogs are dismissed, so that the
 * spec goes on and can be read.
 */
export function collectComplaints(page: Page): readonly string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console error: ${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`));
  page.on('crash', () => complaints.push('the page crashed'));
  page.on('dialog', (dialog) => {
    complaints.push(`unexpected ${dialog.type()}: ${dialog.message()}`);
    void dialog.dismiss();
  });
  return complaints;
}

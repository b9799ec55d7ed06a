import { expect, it, vi } from 'vitest';
import { choosePlace } from '../../../electron/desktop/choose-place.ts';

const electron = await vi.hoisted(async () => (await import('./electron-substitute.ts')).createElectron());
vi.mock('electron', () => electron);

it('asks the system where a dump is to go, beginning with the name that is suggested', async () => {
  electron.dialog.showSaveDialog.mockResolvedValueOnce({ canceled: false, filePath: '/backup/db2.sql.gz' });
  await expect(choosePlace('db2.sql.gz')).resolves.toBe('/backup/db2.sql.gz');
  expect(electron.dialog.showSaveDialog).toHaveBeenCalledWith(expect.objectContaining({ defaultPath: 'db2.sql.gz' }));
  electron.dialog.showSaveDialog.mockResolvedValueOnce({ canceled: true, filePath: '' });
  await expect(choosePlace('db2.sql.gz')).resolves.toBeNull();
});

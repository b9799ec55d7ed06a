import { describe, expect, it } from 'vitest';
import { defaultConfigPath, defaultDataDirectory } from './platform-folders.ts';

const linux = { platform: 'linux', home: '/home/kim', environment: {} } as const;

describe('on Linux', () => {
  it('follows the XDG base directories', () => {
    const environment = { XDG_CONFIG_HOME: '/c', XDG_DATA_HOME: '/d' };
    expect(defaultConfigPath({ ...linux, environment })).toBe('/c/signalbox/signalbox.yaml');
    expect(defaultDataDirectory({ ...linux, environment })).toBe('/d/signalbox');
  });

  it('falls back to the folders in the home, also for relative paths', () => {
    const environment = { XDG_CONFIG_HOME: 'c', XDG_DATA_HOME: '' };
    expect(defaultConfigPath({ ...linux, environment })).toBe('/home/kim/.config/signalbox/signalbox.yaml');
    expect(defaultDataDirectory({ ...linux, environment })).toBe('/home/kim/.local/share/signalbox');
  });

  it('takes SIGNALBOX_DATA_DIR before all', () => {
    const environment = { SIGNALBOX_DATA_DIR: '/elsewhere', XDG_DATA_HOME: '/d' };
    expect(defaultDataDirectory({ ...linux, environment })).toBe('/elsewhere');
  });
});

describe('on macOS', () => {
  it('uses Application Support', () => {
    const mac = { ...linux, platform: 'darwin' } as const;
    expect(defaultConfigPath(mac)).toBe('/home/kim/Library/Application Support/Signalbox/signalbox.yaml');
    expect(defaultDataDirectory(mac)).toBe('/home/kim/Library/Application Support/Signalbox/data');
  });
});

describe('on Windows', () => {
  it('uses the roaming and the local folder', () => {
    const environment = { APPDATA: 'R', LOCALAPPDATA: 'L' };
    const windows = { ...linux, platform: 'win32', environment } as const;
    expect(defaultConfigPath(windows)).toMatch(/^R.Signalbox.signalbox\.yaml$/);
    expect(defaultDataDirectory(windows)).toMatch(/^L.Signalbox$/);
  });
});

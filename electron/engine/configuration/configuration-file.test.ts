import { chmod, lstat, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clusterDefaults } from '../../../shared/domain/configuration.ts';
import type { ClusterConfiguration } from '../../../shared/domain/configuration.ts';
import { ConfigurationFile } from './configuration-file.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signalbox-config-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

function cluster(name: string): ClusterConfiguration {
  return { ...clusterDefaults, name, label: name, seeds: ['db1:3306'], user: 'u', password: { kind: 'ask' } };
}

describe('reading', () => {
  it('takes a missing file for no clusters', async () => {
    expect(await new ConfigurationFile(join(folder, 'none.yaml')).read()).toEqual({ path: null, clusters: [] });
  });

  it('refuses a folder', async () => {
    await expect(new ConfigurationFile(folder).read()).rejects.toMatchObject({ code: 'config-unreadable' });
  });

  it('refuses what is not UTF-8', async () => {
    const path = join(folder, 'latin1.yaml');
    await writeFile(path, Buffer.from([0x63, 0xe9, 0x0a]));
    await expect(new ConfigurationFile(path).read()).rejects.toMatchObject({ code: 'config-unreadable' });
  });
});

describe('editing', () => {
  it('makes the file and its folder, for the owner alone', async () => {
    const path = join(folder, 'a', 'b', 'signalbox.yaml');
    await new ConfigurationFile(path).add(cluster('shop'));
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await new ConfigurationFile(path).read()).clusters).toEqual([cluster('shop')]);
  });

  it('keeps the mode and leaves no other file behind', async () => {
    const path = join(folder, 'signalbox.yaml');
    await writeFile(path, '# mine\n');
    await chmod(path, 0o640);
    await new ConfigurationFile(path).add(cluster('shop'));
    expect((await stat(path)).mode & 0o777).toBe(0o640);
    expect(await readdir(folder)).toEqual(['signalbox.yaml']);
    expect(await readFile(path, 'utf8')).toMatch(/^# mine\n/);
  });

  it('writes through a symbolic link', async () => {
    await mkdir(join(folder, 'dotfiles'));
    const target = join(folder, 'dotfiles', 'real.yaml');
    await writeFile(target, '# mine\n');
    const path = join(folder, 'signalbox.yaml');
    await symlink(target, path);
    await new ConfigurationFile(path).add(cluster('shop'));
    expect((await lstat(path)).isSymbolicLink()).toBe(true);
    expect(await readFile(target, 'utf8')).toContain('shop:');
  });

  it('loses none of several edits made at once', async () => {
    const file = new ConfigurationFile(join(folder, 'signalbox.yaml'));
    const names = ['a', 'b', 'c', 'd', 'e'];
    await Promise.all(names.map((name) => file.add(cluster(name))));
    expect((await file.read()).clusters.map((found) => found.name)).toEqual(names);
  });

  it('goes on after one that failed', async () => {
    const file = new ConfigurationFile(join(folder, 'signalbox.yaml'));
    await file.add(cluster('a'));
    await expect(file.add(cluster('a'))).rejects.toMatchObject({ code: 'config-exists' });
    await expect(file.remove('b')).rejects.toMatchObject({ code: 'cluster-unknown' });
    await file.update('a', cluster('b'));
    expect((await file.read()).clusters).toEqual([cluster('b')]);
  });

  it('leaves a broken file as it is', async () => {
    const path = join(folder, 'signalbox.yaml');
    await writeFile(path, 'clusters: [\n');
    await expect(new ConfigurationFile(path).add(cluster('a'))).rejects.toMatchObject({ code: 'config-invalid' });
    expect(await readFile(path, 'utf8')).toBe('clusters: [\n');
  });

  it('says when the place can not be written', async () => {
    await writeFile(join(folder, 'file'), '');
    const file = new ConfigurationFile(join(folder, 'file', 'signalbox.yaml'));
    await expect(file.add(cluster('a'))).rejects.toMatchObject({ code: expect.stringMatching(/^config-un/) as string });
  });
});

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clusterDefaults } from '../../../shared/domain/configuration.ts';
import type { ClusterConfiguration } from '../../../shared/domain/configuration.ts';
import { ConfigurationFile } from './configuration-file.ts';
import { addYardCluster, removeYardCluster } from './yard-cluster.ts';

const yard: ClusterConfiguration = {
  ...clusterDefaults,
  name: 'yard',
  label: 'Practice yard',
  environment: 'development',
  seeds: ['127.0.0.1:4001'],
  user: 'signalbox',
  password: { kind: 'file', path: '/data/yard/passwords/operate' },
};

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signalbox-yard-'));
  path = join(folder, 'signalbox.yaml');
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe('the yard in the configuration', () => {
  it('comes, takes new addresses, and goes', async () => {
    await writeFile(path, '# mine\nclusters:\n');
    const file = new ConfigurationFile(path);
    await addYardCluster(file, yard);
    await file.update('yard', { ...yard, label: 'My yard' });
    await addYardCluster(file, { ...yard, seeds: ['127.0.0.1:5001'] });
    expect((await file.read()).clusters).toEqual([{ ...yard, label: 'My yard', seeds: ['127.0.0.1:5001'] }]);
    await removeYardCluster(file, yard);
    expect(await readFile(path, 'utf8')).toBe('# mine\nclusters:\n');
  });

  it('leaves a cluster that only has its name', async () => {
    const text = 'clusters:\n  yard:\n    seeds: [db1]\n    user: me\n';
    await writeFile(path, text);
    const file = new ConfigurationFile(path);
    await expect(addYardCluster(file, yard)).rejects.toMatchObject({ code: 'config-exists' });
    await removeYardCluster(file, yard);
    expect(await readFile(path, 'utf8')).toBe(text);
  });
});

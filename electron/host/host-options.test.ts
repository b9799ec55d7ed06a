import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { readHostOptions } from './host-options.ts';

const program = { platform: 'linux', env: { XDG_CONFIG_HOME: '/c', XDG_DATA_HOME: '/d' } } as unknown as NodeJS.Process;

it('takes the platform’s folders and a free port when nothing is said', () => {
  expect(readHostOptions([], program)).toEqual({
    configPath: join('/c', 'signalbox', 'signalbox.yaml'),
    dataDirectory: join('/d', 'signalbox'),
    port: 0,
    yard: false,
    help: false,
  });
});

it('takes what is said, relative to the folder it was started in', () => {
  const args = ['--yard', '--config', 'my.yaml', '--data-dir=data', '--port', '8080', '-h'];
  expect(readHostOptions(args, program)).toEqual({
    configPath: resolve('my.yaml'),
    dataDirectory: resolve('data'),
    port: 8080,
    yard: true,
    help: true,
  });
});

it.each([[['--prot', '1']], [['--config']], [['more']], [['--port', 'x']], [['--port', '65536']], [['--port', '-1']]])(
  'does not take %j',
  (args) => {
    expect(() => readHostOptions(args, program)).toThrow(expect.objectContaining({ code: 'bad-usage' }) as Error);
  },
);

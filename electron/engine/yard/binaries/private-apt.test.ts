import { describe, expect, test } from 'vitest';
import { debianMirror } from './private-apt.ts';

describe('the mirror that the machine’s apt names', () => {
  test.each([
    [
      'the first plain one',
      'Packages http://a.example/debian-security/ main\nPackages http://b.example/debian/ main',
      'http://b.example/debian/',
    ],
    [
      'not one of another component',
      'Packages http://a.example/debian/ contrib\nPackages http://b.example/debian main',
      'http://b.example/debian',
    ],
    ['not one of translations', 'Translations http://a.example/debian/ main', null],
    [
      'an ordinary path where there is no better one',
      'Packages http://a.example/mirror/ main',
      'http://a.example/mirror/',
    ],
    ['none without apt sources', '', null],
  ])('%s', (_name, lines, mirror) => {
    expect(debianMirror(lines)).toBe(mirror);
  });
});

import { expect, test } from 'vitest';
import { matchRoute, parseLocation } from './match-route.ts';
import { paths } from './paths.ts';

test.each([
  ['', '/', {}],
  ['#nonsense', '/', {}],
  ['#/journal', '/journal', {}],
  ['#/clusters/shop?server=db1%3A3306', '/clusters/shop', { server: 'db1:3306' }],
])('the hash %j is %s', (hash, path, query) => {
  expect(parseLocation(hash)).toEqual({ path, query });
});

test.each([
  ['/journal', '/journal', {}],
  ['/journal', '/journal/1', null],
  ['/clusters/:name/switchover', '/clusters/a%2Fb/switchover', { name: 'a/b' }],
  ['/clusters/:name', '/clusters/', null],
  ['/clusters/:name', '/clusters/%zz', null],
])('%s against %s', (pattern, path, values) => {
  expect(matchRoute(pattern, path)).toEqual(values);
});

test('paths lead back to what they were made of', () => {
  const { path, query } = parseLocation(paths.switchover('Shop / EU', '[::1]:3306'));
  expect(matchRoute('/clusters/:name/switchover', path)).toEqual({ name: 'Shop / EU' });
  expect(query).toEqual({ to: '[::1]:3306' });
});

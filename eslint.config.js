import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

import { roomWalls } from './build/lint/walls.js';

/** @type {import('eslint').Linter.RulesRecord} */
const everywhere = {
  'max-lines': ['error', 400],
  eqeqeq: 'error',
  'no-restricted-syntax': ['error', { selector: 'TSEnumDeclaration', message: 'Use a union of string literals.' }],
  'signalbox/room-walls': 'error',
  '@typescript-eslint/consistent-type-imports': [
    'error',
    { fixStyle: 'separate-type-imports', disallowTypeAnnotations: false },
  ],
  '@typescript-eslint/no-confusing-void-expression': [
    'error',
    { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
  ],
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: false }],
};

export default defineConfig(
  { ignores: ['node_modules/', 'dist/', '.cache/', 'coverage/', 'docs/'] },
  { linterOptions: { noInlineConfig: true } },
  {
    files: ['**/*.ts', '**/*.tsx', '**/*.js', '**/*.mjs'],
    extends: [tseslint.configs.strictTypeChecked],
    plugins: { signalbox: { rules: { 'room-walls': roomWalls } } },
    // One program for all rooms: one a room would check the shared ones again and again.
    languageOptions: { parserOptions: { project: './tsconfig.lint.json', tsconfigRootDir: import.meta.dirname } },
    rules: everywhere,
  },
  {
    files: ['shared/**', 'renderer/**', 'electron/engine/**', 'electron/ipc/**'],
    rules: { 'no-console': 'error' },
  },
  {
    files: ['renderer/**'],
    extends: [reactHooks.configs.flat['recommended-latest']],
  },
);

import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';
import { dark, light } from './tokens.ts';

/** Mantine's greys, from text to background, in the tones of the tokens. */
const darkGreys: MantineColorsTuple = [
  '#e4ebf0',
  '#c3ced6',
  '#9fb0bc',
  '#5d7487',
  '#3a4a57',
  '#2a3742',
  '#202b34',
  '#151c22',
  '#0f1418',
  '#0b0f12',
];
const lightGreys: MantineColorsTuple = [
  '#f4f6f8',
  '#f0f3f6',
  '#e5eaef',
  '#dce3e9',
  '#bcc8d1',
  '#8497a5',
  '#5f6f7b',
  '#4d5e6b',
  '#2b3944',
  '#17222b',
];

/** Mantine's widgets in Signalbox's type and density. Colours come from tokens.ts, see `cssVariables`. */
export const theme = createTheme({
  colors: { dark: darkGreys, gray: lightGreys },
  black: '#17222b',
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--mono)',
  headings: { fontFamily: 'var(--font)', fontWeight: '600' },
  fontSizes: { xs: '11px', sm: '13px', md: '13px', lg: '14px', xl: '16px' },
  defaultRadius: 'var(--radius)',
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
});

const mantineVariables = {
  '--mantine-color-body': 'var(--panel)',
  '--mantine-color-text': 'var(--text)',
  '--mantine-color-bright': 'var(--text)',
  '--mantine-color-dimmed': 'var(--dim)',
  '--mantine-color-placeholder': 'var(--faint)',
  '--mantine-color-anchor': 'var(--accent)',
  '--mantine-color-error': 'var(--bad)',
  '--mantine-color-default': 'var(--raise)',
  '--mantine-color-default-hover': 'var(--hover)',
  '--mantine-color-default-color': 'var(--text)',
  '--mantine-color-default-border': 'var(--line2)',
  '--mantine-color-disabled': 'var(--raise)',
  '--mantine-color-disabled-color': 'var(--faint)',
  '--mantine-primary-color-filled': 'var(--accent)',
  '--mantine-primary-color-filled-hover': 'var(--accent-hover)',
  '--mantine-primary-color-light': 'var(--accent-bg)',
  '--mantine-primary-color-light-color': 'var(--accent)',
  '--mantine-color-blue-filled': 'var(--accent)',
  '--mantine-color-blue-filled-hover': 'var(--accent-hover)',
  '--mantine-color-blue-light': 'var(--accent-bg)',
  '--mantine-color-blue-light-color': 'var(--accent)',
};

/** The tokens of both schemes, and Mantine's own colour variables pointed at them. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: { ...light, ...mantineVariables },
  dark: { ...dark, ...mantineVariables },
});

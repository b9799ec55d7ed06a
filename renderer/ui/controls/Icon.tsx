import type { JSX } from 'react';
import { iconPaths, type IconName } from './icon-paths.ts';

interface IconProps {
  readonly name: IconName;
  /** px; 16 unless told. */
  readonly size?: number;
  /** What it says to those who don't see it; without it the icon is decoration beside a word. */
  readonly label?: string;
  readonly className?: string | undefined;
}

/** A line icon in the colour of the text around it. */
export function Icon({ name, size = 16, label, className }: IconProps): JSX.Element {
  return (
    <svg
      className={className}
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.8}
      strokeLinecap="round"
      strokeLinejoin="round"
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    >
      <path d={iconPaths[name]} />
    </svg>
  );
}

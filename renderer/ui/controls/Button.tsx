import type { JSX, MouseEvent, ReactNode } from 'react';
import { classNames } from '../class-names.ts';
import classes from './button.module.css';
import { Icon } from './Icon.tsx';
import type { IconName } from './icon-paths.ts';

export interface ButtonProps {
  readonly children: ReactNode;
  readonly onClick?: () => void;
  /** `primary` is the way on: one a screen. `danger` for what can't be taken back. `quiet` has no frame. */
  readonly kind?: 'default' | 'primary' | 'ghost' | 'quiet' | 'danger';
  readonly size?: 'normal' | 'small';
  readonly icon?: IconName;
  /** Working: shows it, and takes no clicks. */
  readonly busy?: boolean;
  /** Why it can't be used now, shown on hover and read aloud; the button stays reachable by keyboard. */
  readonly disabledBecause?: string | null;
  readonly title?: string;
  /** Makes it a submit button of its form. */
  readonly submit?: boolean;
  /** The accessible name where the visible text is not enough. */
  readonly label?: string;
}

/** A button with words on it. */
export function Button(props: ButtonProps): JSX.Element {
  const { kind = 'default', size = 'normal', busy = false, disabledBecause = null } = props;
  const blocked = busy || disabledBecause !== null;
  const press = (event: MouseEvent): void => {
    if (blocked) event.preventDefault();
    else props.onClick?.();
  };
  return (
    <button
      type={props.submit === true ? 'submit' : 'button'}
      className={classNames(classes['button'], classes[kind], size === 'small' && classes['small'])}
      onClick={press}
      aria-disabled={blocked}
      aria-busy={busy}
      aria-label={props.label}
      title={disabledBecause ?? props.title}
    >
      {busy ? <span className={classes['spinner']} /> : props.icon && <Icon name={props.icon} size={15} />}
      {props.children}
    </button>
  );
}

interface IconButtonProps {
  readonly icon: IconName;
  /** The accessible name, also shown on hover. */
  readonly label: string;
  readonly onClick: () => void;
  readonly size?: 'normal' | 'small';
  readonly pressed?: boolean;
}

/** A frameless button with only an icon. */
export function IconButton({ icon, label, onClick, size = 'normal', pressed }: IconButtonProps): JSX.Element {
  return (
    <button
      type="button"
      className={classNames(classes['button'], classes['quiet'], classes['icon'], size === 'small' && classes['small'])}
      onClick={onClick}
      aria-label={label}
      aria-pressed={pressed}
      title={label}
    >
      <Icon name={icon} size={size === 'small' ? 14 : 16} />
    </button>
  );
}

interface LinkButtonProps extends Pick<ButtonProps, 'children' | 'kind' | 'size' | 'icon' | 'title'> {
  readonly href: string;
}

/** A link to another screen that looks like a button. `href` from route/paths.ts. */
export function LinkButton(props: LinkButtonProps): JSX.Element {
  const { kind = 'default', size = 'normal' } = props;
  return (
    <a
      className={classNames(classes['button'], classes[kind], size === 'small' && classes['small'])}
      href={props.href}
      title={props.title}
    >
      {props.icon && <Icon name={props.icon} size={15} />}
      {props.children}
    </a>
  );
}

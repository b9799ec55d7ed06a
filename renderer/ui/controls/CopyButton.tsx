import { useEffect, useState, type JSX } from 'react';
import { classNames } from '../class-names.ts';
import classes from './copy-button.module.css';
import { copyText } from './copy-text.ts';
import { Icon } from './Icon.tsx';

interface CopyButtonProps {
  readonly text: string;
  /** What is copied, for the accessible name: “Copy executed position”. */
  readonly what: string;
  /** Always visible, not only while the parent is pointed at or the button has the focus. */
  readonly always?: boolean;
}

const shownMs = 1500;

/** Copies `text`. Appears when its parent element is pointed at; always reachable by keyboard. */
export function CopyButton({ text, what, always = false }: CopyButtonProps): JSX.Element {
  const [state, setState] = useState<'idle' | 'done' | 'refused'>('idle');

  useEffect(() => {
    if (state === 'idle') return;
    const timer = setTimeout(() => setState('idle'), shownMs);
    return () => clearTimeout(timer);
  }, [state]);

  const copy = (): void => void copyText(text).then((copied) => setState(copied ? 'done' : 'refused'));
  const icon = ({ idle: 'copy', done: 'check', refused: 'cross' } as const)[state];
  const said = { idle: `Copy ${what}`, done: `Copied ${what}`, refused: `The clipboard refused ${what}` }[state];
  return (
    <button
      type="button"
      className={classNames(classes['copy'], always && classes['always'], state !== 'idle' && classes[state])}
      onClick={copy}
      aria-label={said}
      title={said}
    >
      <Icon name={icon} size={13} />
    </button>
  );
}

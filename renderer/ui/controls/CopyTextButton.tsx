import { useEffect, useState, type JSX } from 'react';
import { Button } from './Button.tsx';
import { copyText } from './copy-text.ts';

interface CopyTextButtonProps {
  /** Called when pressed. */
  readonly text: () => string;
  readonly children: string;
}

const shownMs = 1500;
const said = { done: 'Copied', refused: 'The clipboard refused' } as const;

/** A worded button that copies and says so. */
export function CopyTextButton({ text, children }: CopyTextButtonProps): JSX.Element {
  const [state, setState] = useState<'idle' | keyof typeof said>('idle');

  useEffect(() => {
    if (state === 'idle') return;
    const timer = setTimeout(() => setState('idle'), shownMs);
    return () => clearTimeout(timer);
  }, [state]);

  const copy = (): void => void copyText(text()).then((copied) => setState(copied ? 'done' : 'refused'));
  return (
    <Button kind="ghost" onClick={copy}>
      {state === 'idle' ? children : said[state]}
    </Button>
  );
}

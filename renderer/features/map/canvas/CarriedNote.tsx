import type { JSX } from 'react';
import { classNames } from '../../../ui/class-names.ts';
import { useWords } from '../../../ui/state/use-words.ts';
import classes from './canvas.module.css';
import type { Repoint } from './use-repoint.ts';

interface CarriedNoteProps {
  readonly repoint: Repoint;
  readonly nameOf: (server: string) => string;
}

/** What is being carried and what dropping it here would mean: beside the pointer, or on top for the keyboard. */
export function CarriedNote({ repoint, nameOf }: CarriedNoteProps): JSX.Element | null {
  const words = useWords();
  const { carried, drops } = repoint;
  if (carried === null) return null;
  const { server, over, at } = carried;
  const drop = over === null || over === server ? null : (drops.get(over) ?? null);
  const name = nameOf(server);
  const text =
    over === null || drop === null
      ? at === null
        ? `${name}: go to its new {source} with the arrow keys and press Enter; Escape cancels.`
        : `${name}: drop it on its new {source}. Nothing changes before you have seen the plan.`
      : drop.allowed
        ? `${name} replicates from ${nameOf(over)}? ${at === null ? 'Enter opens the checks.' : 'Dropping opens the checks.'}`
        : `Not on ${nameOf(over)}: ${drop.because}.`;
  const place = at === null ? {} : { style: { left: at.x + 16, top: at.y + 14 } };
  return (
    <div
      role="status"
      className={classNames(
        classes['carried'],
        at === null && classes['onTop'],
        drop?.allowed === true && classes['possible'],
        drop?.allowed === false && classes['impossible'],
      )}
      {...place}
    >
      {words(text)}
    </div>
  );
}

import { useEffect, useState, type JSX } from 'react';
import classes from './failover.module.css';

interface CountdownProps {
  /** Epoch ms. Give it as the key, too. */
  readonly until: number;
  /** Called once when it has come. */
  readonly onOver: () => void;
}

const tickMs = 250;

/** The seconds until it makes sense to ask again, ticking. */
export function Countdown({ until, onOver }: CountdownProps): JSX.Element {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const ticking = setInterval(() => setNow(Date.now()), tickMs);
    const ending = setTimeout(onOver, Math.max(0, until - Date.now()));
    return () => {
      clearInterval(ticking);
      clearTimeout(ending);
    };
  }, [until, onOver]);
  return (
    <p className={classes['left']} role="timer" aria-label="Asked again in">
      <b>{Math.max(0, Math.ceil((until - now) / 1000))} s</b>
      <small>until asked again</small>
    </p>
  );
}

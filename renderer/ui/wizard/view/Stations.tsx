import type { JSX } from 'react';
import { classNames } from '../../class-names.ts';
import { Icon } from '../../controls/Icon.tsx';
import type { Station } from '../model/wizard.ts';
import classes from './stations.module.css';

const titles: Readonly<Record<Station, string>> = {
  choose: 'Choose',
  checks: 'Checks',
  plan: 'Plan',
  run: 'Run',
  done: 'Done',
};

interface StationsProps {
  readonly now: Station;
  readonly stations: readonly Station[];
}

/** The track: where the operator stands between the choice and the end. */
export function Stations({ now, stations }: StationsProps): JSX.Element {
  const here = stations.indexOf(now);
  return (
    <ol className={classes['track']} aria-label="Stations">
      {stations.map((station, index) => {
        const passed = index < here || now === 'done';
        return (
          <li
            key={station}
            className={classNames(classes['station'], passed && classes['passed'], index === here && classes['now'])}
            aria-current={index === here ? 'step' : undefined}
          >
            <span className={classes['disc']}>
              {passed ? <Icon name="check" size={12} label="passed" /> : index + 1}
            </span>
            {titles[station]}
          </li>
        );
      })}
    </ol>
  );
}

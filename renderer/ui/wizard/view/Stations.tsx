import type { JSX } from 'react';
import { classNames } from '../../class-names.ts';
import { Icon } from '../../controls/Icon.tsx';
import type { Station } from '../model/wizard.ts';
import classes from './stations.module.css';

const titles: Readonly<Record<Station, string>> = {
  choose: 'Choose',
  evidence: 'Evidence',
  candidate: 'Candidate',
  checks: 'Checks',
  plan: 'Plan',
  run: 'Run',
  done: 'Done',
};

export type StationNames = Partial<Readonly<Record<Station, string>>>;

const usual = 5; // stations: with more the lines between them are shorter

interface StationsProps {
  readonly now: Station;
  readonly stations: readonly Station[];
  /** Names of this wizard's own where the usual ones say too little. */
  readonly names?: StationNames;
}

/** The track: where the operator stands between the choice and the end. */
export function Stations({ now, stations, names = {} }: StationsProps): JSX.Element {
  const here = stations.indexOf(now);
  return (
    <ol className={classNames(classes['track'], stations.length > usual && classes['long'])} aria-label="Stations">
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
            {names[station] ?? titles[station]}
          </li>
        );
      })}
    </ol>
  );
}

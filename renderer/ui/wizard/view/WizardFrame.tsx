import type { JSX, ReactNode } from 'react';
import { LinkButton } from '../../controls/Button.tsx';
import { Page } from '../../layout/Page.tsx';
import type { Station } from '../model/wizard.ts';
import { Stations, type StationNames } from './Stations.tsx';
import classes from './wizard.module.css';

export interface WizardFrameProps {
  /** What is being done, to what: the page's heading. */
  readonly title: string;
  readonly station: Station;
  /** The stations of this wizard, in order. */
  readonly stations: readonly Station[];
  readonly names?: StationNames;
  /** Where closing leads. */
  readonly closeHref: string;
  readonly aside: ReactNode;
  readonly footer: ReactNode;
  readonly children: ReactNode;
}

/** A station: the track on top, what is to be decided in the middle, what to know beside it, the ways on and back below. */
export function WizardFrame(props: WizardFrameProps): JSX.Element {
  const { title, station, stations, names = {}, closeHref } = props;
  const header = (
    <>
      <Stations now={station} stations={stations} names={names} />
      <p className={classes['subject']} title={title}>
        {title}
      </p>
      <LinkButton href={closeHref} kind="quiet" icon="cross" title="Nothing is lost: it stays where it is">
        Close
      </LinkButton>
    </>
  );
  return (
    <Page title={title} header={header} footer={props.footer} body="flush">
      <div className={classes['halves']}>
        <div className={classes['main']}>{props.children}</div>
        <aside className={classes['aside']}>{props.aside}</aside>
      </div>
    </Page>
  );
}

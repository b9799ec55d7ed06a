import type { JSX, ReactNode } from 'react';
import { LinkButton } from '../../../ui/controls/Button.tsx';
import { Page } from '../../../ui/layout/Page.tsx';
import { paths } from '../../../ui/route/paths.ts';
import type { Station } from '../model/wizard.ts';
import { Stations } from './Stations.tsx';
import { useSubject } from './use-subject.ts';
import classes from './wizard.module.css';

interface WizardFrameProps {
  readonly cluster: string;
  readonly station: Station;
  readonly source: string | null;
  readonly candidate: string | null;
  readonly aside: ReactNode;
  readonly footer: ReactNode;
  readonly children: ReactNode;
}

/** A station: the track on top, what is to be decided in the middle, what to know beside it, the ways on and back below. */
export function WizardFrame(props: WizardFrameProps): JSX.Element {
  const { cluster, station, source, candidate } = props;
  const subject = useSubject(cluster);
  const header = (
    <>
      <Stations now={station} />
      <p className={classes['subject']}>
        Switch over <b>{subject.label}</b>
        {candidate !== null && (
          <>
            : {source !== null && `${subject.name(source)} → `}
            {subject.name(candidate)}
          </>
        )}
      </p>
      <LinkButton
        href={paths.map(cluster)}
        kind="quiet"
        icon="cross"
        title="Nothing is lost: the wizard stays where it is"
      >
        Close
      </LinkButton>
    </>
  );
  return (
    <Page title={`Switch over ${subject.label}`} header={header} footer={props.footer} body="flush">
      <div className={classes['halves']}>
        <div className={classes['main']}>{props.children}</div>
        <aside className={classes['aside']}>{props.aside}</aside>
      </div>
    </Page>
  );
}

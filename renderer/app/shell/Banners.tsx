import type { JSX } from 'react';
import type { ErrorReport } from '../../../shared/domain/errors.ts';
import { Button, LinkButton } from '../../ui/controls/Button.tsx';
import { Icon } from '../../ui/controls/Icon.tsx';
import { cureOf } from '../../ui/feedback/error-cures.ts';
import { paths } from '../../ui/route/paths.ts';
import { useLocation } from '../../ui/route/use-location.ts';
import { useSession, useSignalbox, useTopology, useUnfinished } from '../../ui/state/signalbox.ts';
import { standingErrors } from '../../ui/state/session-store.ts';
import { useSaid } from '../../ui/state/use-said.ts';
import { useWords } from '../../ui/state/use-words.ts';
import { Age } from '../../ui/text/Age.tsx';
import classes from './shell.module.css';

/** What is wrong with the window itself, on every screen until it is right again. */
export function Banners(): JSX.Element {
  const { session, topology } = useSignalbox();
  const info = useSession((state) => state.info);
  const lost = useSession((state) => state.connection === 'lost');
  const watchError = useTopology((state) => state.error);
  const cluster = useTopology((state) => state.cluster);

  return (
    <div className={classes['banners']} role="status">
      {lost && <ConnectionLost />}
      {!lost &&
        standingErrors(info).map((error) => (
          <ErrorBanner key={error.code} error={error} again={() => void session.refresh()} />
        ))}
      {!lost && <CutOffBanners />}
      {!lost && watchError !== null && <ErrorBanner error={watchError} again={() => topology.watch(cluster)} />}
    </div>
  );
}

/** Operations whose program is gone: each leads to its ways out, until it has taken one. */
function CutOffBanners(): JSX.Element {
  const said = useSaid();
  const { path } = useLocation();
  const operations = useUnfinished((state) => state.operations);
  return (
    <>
      {operations
        .filter((one) => !one.living && path !== paths.operation(one.id).slice(1))
        .map((one) => (
          <div key={one.id} className={classes['banner']} data-kind="cut-off">
            <Icon name="warning" />
            <p>
              <b>An operation is unfinished: {said(one.title)}</b>, begun <Age at={one.startedAt} />. Nothing else may
              change {one.cluster} until a way out is taken.
            </p>
            <LinkButton size="small" href={paths.operation(one.id)}>
              See the ways out
            </LinkButton>
          </div>
        ))}
    </>
  );
}

function ConnectionLost(): JSX.Element {
  const lostAt = useSession((state) => state.lostAt);
  return (
    <div className={classes['banner']}>
      <Icon name="unplugged" />
      <p>
        <b>The connection to Signalbox’s engine is lost</b>
        {lostAt !== null && (
          <>
            , <Age at={lostAt} />
          </>
        )}
        . What you see is as old as that. A running operation goes on without this window. Connecting again…
      </p>
    </div>
  );
}

interface ErrorBannerProps {
  readonly error: ErrorReport;
  readonly again: () => void;
}

function ErrorBanner({ error, again }: ErrorBannerProps): JSX.Element {
  const words = useWords();
  return (
    <div className={classes['banner']}>
      <Icon name="warning" />
      <p>
        <b>{words(error.message)}</b> {cureOf(error.code)} <code>{error.code}</code>
      </p>
      <Button size="small" kind="ghost" onClick={again}>
        Look again
      </Button>
    </div>
  );
}

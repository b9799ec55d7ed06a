import type { JSX } from 'react';
import { bytesText, durationText } from '../../../../shared/domain/amounts.ts';
import type { ImportPhase } from '../../../../shared/import/import-events.ts';
import { Meter, Meters } from '../../../ui/meter/Meters.tsx';
import wizard from '../../../ui/wizard/view/wizard.module.css';
import { countText, speedText } from '../../../ui/text/amounts.ts';
import type { ImportSight } from '../model/run.ts';
import { useNow } from '../../../ui/state/use-now.ts';
import classes from './import.module.css';

const phases: Readonly<Record<ImportPhase, string>> = {
  rows: 'Rows go in',
  keys: 'The dump is read; the last rows and keys go in',
  objects: 'Views, triggers, routines and events are made',
  counting: 'Rows are counted on the server',
};

/** How much is done and how fast. Time left is only said where it can be known. */
export function ProgressHeadline({ sight }: { readonly sight: ImportSight }): JSX.Element {
  const { progress, preview, startedAt, stopping } = sight;
  const now = useNow();
  const share = shareRead(sight);
  const elapsed = startedAt === null ? 0 : Math.max(0, (now - startedAt) / 1000);
  return (
    <section aria-label="Progress">
      <div className={classes['headline']}>
        <h2 role="status">{stopping ? 'Stopping: what is under way ends first' : phases[progress?.phase ?? 'rows']}</h2>
        <progress
          className={wizard['progress']}
          aria-label="Read of the dump"
          max={1}
          value={share ?? undefined}
          title={share === null ? 'How much there is to read is not known' : percent(share)}
        />
      </div>
      <Meters>
        <Meter
          name="Read of the file"
          value={bytesText(progress?.readBytes ?? 0)}
          of={share === null ? '' : `${percent(share)} of ${bytesText(progress?.storedBytes ?? 0)}`}
        />
        <Meter
          name="Rows sent"
          value={countText(progress?.rows ?? 0)}
          of={preview === null || preview.rows === 0 ? '' : `of ${countText(preview.rows)} in the dump`}
        />
        <Meter name="Speed" value={speedText(progress?.bytesPerSecond ?? 0)} of="in the last seconds" />
        <Meter name="Rows a second" value={countText(progress?.rowsPerSecond ?? 0)} of="in the last seconds" />
        <Meter name="Time left" {...timeLeft(sight)} />
        <Meter name="Running for" value={durationText(elapsed)} of="" />
      </Meters>
    </section>
  );
}

function timeLeft({ progress }: ImportSight): { readonly value: string; readonly of: string } {
  if (progress?.phase !== 'rows' && progress !== null) return { value: '–', of: 'how long keys take is not known' };
  const left = progress?.secondsLeft ?? null;
  return left === null
    ? { value: '–', of: 'not known yet' }
    : { value: durationText(left), of: 'to read the rest, at this pace' };
}

function shareRead({ progress }: ImportSight): number | null {
  if (progress === null) return 0;
  const { readBytes, storedBytes } = progress;
  return storedBytes === null || storedBytes === 0 ? null : Math.min(1, readBytes / storedBytes);
}

function percent(share: number): string {
  return `${Math.floor(share * 100)} %`;
}

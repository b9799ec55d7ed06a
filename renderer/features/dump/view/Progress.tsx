import type { JSX } from 'react';
import { bytesText, durationText } from '../../../../shared/domain/amounts.ts';
import { Meter, Meters } from '../../../ui/meter/Meters.tsx';
import { useNow } from '../../../ui/state/use-now.ts';
import { countText, speedText } from '../../../ui/text/amounts.ts';
import wizard from '../../../ui/wizard/view/wizard.module.css';
import { applierText, phaseText, shareOf, type DumpSight } from '../model/run.ts';
import classes from './dump.module.css';

/** How much is written and how fast. How long it still takes nobody knows, and it is not said. */
export function Progress({ sight }: { readonly sight: DumpSight }): JSX.Element {
  const { preview, progress, startedAt, samples } = sight;
  const now = useNow();
  const elapsed = startedAt === null ? 0 : Math.max(0, (now - startedAt) / 1000);
  const share = shareOf(sight);
  const applier = applierText(sight);
  const data = preview?.dataBytes ?? null;
  const tables = preview?.tables ?? null;
  const table = progress?.table ?? null;
  return (
    <section aria-label="Progress">
      <div className={classes['headline']}>
        <h2 role="status">{phaseText(sight)}</h2>
        <progress
          className={wizard['progress']}
          aria-label="Tables written"
          max={1}
          value={share ?? undefined}
          title={share === null ? 'How many tables there are is not known' : 'By the number of tables'}
        />
        <p className={classes['hand']}>
          {table === null ? (
            'No table yet'
          ) : (
            <>
              At <code>{table}</code>
            </>
          )}
        </p>
      </div>
      <Meters>
        <Meter
          name="Written"
          value={bytesText(progress?.bytes ?? 0)}
          of={`before compression${data === null ? '' : `; the server has about ${bytesText(data)}`}`}
        />
        <Meter
          name="Tables begun"
          value={countText(progress?.tables ?? 0)}
          of={tables === null ? '' : `of ${countText(tables)}, views besides`}
        />
        <Meter name="Speed" value={speedText(samples.at(-1)?.bytesPerSecond ?? 0)} of="in the last seconds" />
        {applier !== null && <Meter name="SQL thread" {...applier} />}
        <Meter name="Running for" value={durationText(elapsed)} of="" />
      </Meters>
    </section>
  );
}

import type { JSX } from 'react';
import type { FailoverPreview } from '../../../../shared/plans/failover-view.ts';
import { classNames } from '../../../ui/class-names.ts';
import { Icon } from '../../../ui/controls/Icon.tsx';
import { Panel } from '../../../ui/layout/Panel.tsx';
import { useSaid } from '../../../ui/state/use-said.ts';
import { acceptedReason, type Accepted } from '../../../ui/wizard/model/acceptances.ts';
import type { WizardControl } from '../../../ui/wizard/store/wizard-store.ts';
import { LossReason } from '../../../ui/wizard/view/LossReason.tsx';
import { lossGuardOf } from '../model/rehearsed.ts';
import classes from './failover.module.css';

interface LossPanelProps {
  readonly preview: FailoverPreview;
  readonly accepted: readonly Accepted[];
  readonly control: WizardControl;
}

/** What may be lost with the old source, before anything else; accepted here with a reason. */
export function LossPanel({ preview, accepted, control }: LossPanelProps): JSX.Element | null {
  const said = useSaid();
  const guard = lossGuardOf(preview);
  if (guard === null && preview.loss === '') return null;
  const loss = guard?.verdict === 'loss' ? guard : null;
  const none = guard?.verdict === 'pass';
  return (
    <div className={classes['part']}>
      <Panel title="What may be lost">
        <div className={classNames(classes['verdict'], classes[none ? 'ok' : 'bad'])}>
          <Icon name={none ? 'check' : 'warning'} size={22} />
          <div className={classes['said']}>
            <p className={classes['sentence']}>{said(guard?.message ?? preview.loss)}</p>
            {loss !== null && loss.cure !== null && (
              <p className={classes['cure']}>
                <b>Better:</b> {said(loss.cure)}
              </p>
            )}
            {loss !== null && (
              <LossReason
                reason={acceptedReason(accepted, loss) ?? ''}
                onReason={(reason) => control.accept(loss, reason)}
              />
            )}
          </div>
        </div>
      </Panel>
    </div>
  );
}

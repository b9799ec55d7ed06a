import type { JSX } from 'react';
import type { Finding, Severity } from '../../../../shared/domain/finding.ts';
import type { ServerView } from '../../../../shared/domain/topology.ts';
import { classNames } from '../../../ui/class-names.ts';
import { RejoinLink } from '../../../ui/duty/RejoinLink.tsx';
import { LinkButton } from '../../../ui/controls/Button.tsx';
import { StateDot } from '../../../ui/feedback/StateDot.tsx';
import { Panel } from '../../../ui/layout/Panel.tsx';
import { paths } from '../../../ui/route/paths.ts';
import { useDuties } from '../../../ui/state/signalbox.ts';
import { useNow } from '../../../ui/state/use-now.ts';
import { useSaid } from '../../../ui/state/use-said.ts';
import { spanText, timeText } from '../../../ui/text/age.ts';
import { returnedIn } from '../model/returned-in.ts';
import { saysGone } from '../model/says-gone.ts';
import { findingKey, orderFindings } from '../model/order-findings.ts';
import classes from './side.module.css';

interface FindingsPanelProps {
  readonly cluster: string;
  readonly findings: readonly Finding[];
  readonly servers: readonly ServerView[];
  /** Key of the chosen one. */
  readonly chosen: string | null;
  readonly onChoose: (finding: Finding) => void;
}

/** With more than this, explanations are shown of the worst and the chosen only; a way on is always in sight. */
const explained = 4;

/** What is wrong, worst first. Choosing one selects its servers. */
export function FindingsPanel({ cluster, findings, servers, chosen, onChoose }: FindingsPanelProps): JSX.Element {
  const ordered = orderFindings(findings);
  if (ordered.length === 0) {
    return (
      <Panel title="Findings">
        <p className={classes['quiet']}>
          <StateDot state="ok">Nothing found. Every server answers and replicates.</StateDot>
        </p>
      </Panel>
    );
  }
  return (
    <Panel title="Findings" suffix={ordered.length}>
      <ol className={classes['findings']}>
        {ordered.map((finding, index) => {
          const key = findingKey(finding);
          return (
            <li key={key}>
              <FindingCard
                cluster={cluster}
                finding={finding}
                servers={servers}
                chosen={key === chosen}
                open={index < explained || key === chosen}
                onChoose={onChoose}
              />
            </li>
          );
        })}
      </ol>
    </Panel>
  );
}

interface FindingCardProps {
  readonly cluster: string;
  readonly finding: Finding;
  readonly servers: readonly ServerView[];
  readonly chosen: boolean;
  readonly open: boolean;
  readonly onChoose: (finding: Finding) => void;
}

const severityWords: Record<Severity, string> = { critical: 'critical', warning: 'warning', info: 'note' };

function FindingCard({ cluster, finding, servers, chosen, open, onChoose }: FindingCardProps): JSX.Element {
  const said = useSaid();
  return (
    <>
      <button
        type="button"
        className={classNames(classes['finding'], classes[finding.severity])}
        aria-pressed={chosen}
        onClick={() => onChoose(finding)}
      >
        <span className={classes['title']}>
          <span>{said(finding.message)}</span>
          <span className={classes['severity']}>{severityWords[finding.severity]}</span>
        </span>
        {open && <span className={classes['explanation']}>{said(finding.explanation)}</span>}
        {open && <Since at={finding.since} />}
      </button>
      <FindingActions cluster={cluster} finding={finding} servers={servers} />
    </>
  );
}

/** The ways on from a finding, where Signalbox has one. */
function FindingActions({
  cluster,
  finding,
  servers,
}: Pick<FindingCardProps, 'cluster' | 'finding' | 'servers'>): JSX.Element | null {
  const { details, server } = finding;
  const returned = useDuties(({ duties }) => returnedIn(cluster, finding, duties, servers));
  if (saysGone(finding, servers)) {
    return (
      <div className={classes['ways']}>
        <LinkButton size="small" icon="takeover" href={paths.failover(cluster)}>
          Fail over…
        </LinkButton>
      </div>
    );
  }
  if (returned !== null) {
    return (
      <div className={classes['ways']}>
        <RejoinLink cluster={cluster} server={returned} servers={servers} named />
      </div>
    );
  }
  if (details === undefined || server === null) return null;
  const { record, channel } = details;
  const asked = { server, ...(record === null ? {} : { record }), ...(channel === '' ? {} : { channel }) };
  return (
    <div className={classes['ways']}>
      <LinkButton size="small" kind="primary" href={paths.putBack(cluster, asked)}>
        {record === null ? 'Look for a record…' : 'Put it back…'}
      </LinkButton>
      {record !== null && (
        <LinkButton size="small" kind="ghost" href={paths.journalEntry(record)}>
          Show the record
        </LinkButton>
      )}
    </div>
  );
}

function Since({ at }: { readonly at: number }): JSX.Element {
  const now = useNow();
  return (
    <span className={classes['since']} title={timeText(at)}>
      seen for {spanText(now - at)}
    </span>
  );
}

import type { AnyPreview } from '../../../../shared/plans/any-preview.ts';
import type { PlanKind } from '../../../../shared/plans/plan.ts';

/** What is done to a cluster by each kind of plan: `Switch over Shop`. */
export function kindWords(kind: PlanKind, cluster: string): string {
  switch (kind) {
    case 'switchover':
      return `Switch over ${cluster}`;
    case 'failover':
      return `Fail over ${cluster}`;
    case 'rejoin':
      return `Rejoin in ${cluster}`;
    case 'change-master':
      return `Change {source} in ${cluster}`;
    case 'put-back':
      return `Put back in ${cluster}`;
    case 'attach':
      return `Attach in ${cluster}`;
  }
}

/** `Switch over Shop: db1 → db2`. */
export function headline(kind: PlanKind, cluster: string, title: string): string {
  return `${kindWords(kind, cluster)}: ${title}`;
}

/** A rehearsal's short title. Whether a source is gone is for a failover's evidence to say, not for its title. */
export function titleOf(preview: AnyPreview): string {
  if (preview.kind !== 'failover') return preview.said.title;
  return [preview.source, preview.candidate].filter((server) => server !== null).join(' → ');
}

/** What each kind of plan is about, as a preview and a journalled goal both have it. */
type Subject =
  | { readonly kind: 'switchover'; readonly candidate: string }
  | { readonly kind: 'failover'; readonly candidate: string | null }
  | { readonly kind: 'rejoin'; readonly server: string; readonly source: string | null }
  | { readonly kind: 'change-master'; readonly replica: string; readonly to: string }
  | { readonly kind: 'put-back'; readonly replica: string }
  | { readonly kind: 'attach'; readonly server: string; readonly source: string };

/** What is so when the plan has been carried out; no full stop. */
export function doneWords(subject: Subject): string {
  switch (subject.kind) {
    case 'switchover':
      return `${subject.candidate} is the {source} now`;
    case 'failover':
      return `${subject.candidate ?? 'another server'} is the {source} now`;
    case 'rejoin':
      return `${subject.server} follows ${subject.source ?? 'the {source}'} now`;
    case 'change-master':
      return `${subject.replica} follows ${subject.to} now`;
    case 'put-back':
      return `${subject.replica} is back where it stood`;
    case 'attach':
      return `${subject.server} is a {replica} of ${subject.source} now`;
  }
}

/** What the checks are to answer. */
export function checksQuestion(preview: AnyPreview): string {
  switch (preview.kind) {
    case 'switchover':
      return `Can ${preview.candidate} take over?`;
    case 'failover':
      return `Is ${preview.source ?? 'the {source}'} gone, and can ${preview.candidate ?? 'anybody'} take over?`;
    case 'rejoin':
      return `May ${preview.server} follow ${preview.source ?? 'the {source}'}?`;
    case 'change-master':
      return `Can ${preview.replica} go on at ${preview.to}?`;
    case 'put-back':
      return `Is it proved where ${preview.replica} stopped?`;
    case 'attach':
      return `May ${preview.server} follow ${preview.source} from there?`;
  }
}

/** The button that begins it. */
export function confirmWords(preview: AnyPreview): string {
  switch (preview.kind) {
    case 'switchover':
      return `Switch over to ${preview.candidate}`;
    case 'failover':
      return `Fail over to ${preview.candidate ?? 'another server'}`;
    case 'rejoin':
      return `Let ${preview.server} follow`;
    case 'change-master':
      return `Point ${preview.replica} at ${preview.to}`;
    case 'put-back':
      return `Put ${preview.replica} back`;
    case 'attach':
      return `Make ${preview.server} a {replica}`;
  }
}

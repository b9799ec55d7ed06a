import type { Finding, Severity } from '../../../../shared/domain/finding.ts';

const rank: Record<Severity, number> = { critical: 0, warning: 1, info: 2 };

/** Worst first, then the oldest; but a position that was reset before what broke because of it. */
export function orderFindings(findings: readonly Finding[]): readonly Finding[] {
  return [...findings].sort(
    (a, b) => rank[a.severity] - rank[b.severity] || causeFirst(a) - causeFirst(b) || a.since - b.since,
  );
}

function causeFirst({ code }: Finding): number {
  return code === 'position-reset' ? 0 : 1;
}

/** The same finding in the next reading has the same key. */
export function findingKey(finding: Finding): string {
  return [finding.code, finding.server ?? '', ...finding.servers].join(' ');
}

import type { ErrorReport } from '../../../shared/domain/errors.ts';
import { inWords } from '../../../shared/domain/words.ts';
import type { Words } from '../../../shared/domain/words.ts';
import type { GuardResult } from '../../../shared/guards/verdict.ts';
import type { OperationResult, StepView } from '../../../shared/plans/outcome.ts';
import type { AnyPreview } from '../../../shared/plans/any-preview.ts';
import { isoTime } from '../render/time.ts';

type Document = Readonly<Record<string, unknown>>;

/** What an operation came to, with texts in the chosen words; statements are as the servers get them. */
export function resultDocument(result: OperationResult, preview: AnyPreview, words: Words): Document {
  return {
    outcome: result.outcome,
    dryRun: false,
    cluster: preview.cluster,
    ...subjectOf(preview),
    ...resultFields(result, words),
  };
}

/** What every operation came to, whatever its kind, and whoever ended it. */
export function resultFields(result: OperationResult, words: Words): Document {
  const say = (text: string): string => inWords(text, words);
  return {
    operation: result.operation,
    leftBehind: result.leftBehind.map((left) => ({
      server: left.server,
      reason: say(left.reason),
      wayOut: say(left.wayOut),
    })),
    guards: result.guards.map((guard) => guardDocument(guard, words)),
    steps: result.steps.map((step) => stepDocument(step, words)),
    writeBlockedMs: result.writeBlockedMs,
    error: result.error === null ? null : errorDocument(result.error, words),
    waysOut: result.waysOut.map(say),
    records: result.records,
  };
}

/** Which servers it is about; the fields a kind of plan has of its own. */
function subjectOf(preview: AnyPreview): Document {
  switch (preview.kind) {
    case 'switchover':
      return { source: preview.source, candidate: preview.candidate };
    case 'failover': {
      const { source, candidate, evidence, candidates, loss, dutyHours } = preview;
      return { source, candidate, evidence, candidates, loss, dutyHours };
    }
    case 'rejoin': {
      const { server, source, extra } = preview;
      return { server, source, extra };
    }
    case 'attach': {
      const { server, source, begins } = preview;
      return { server, source, begins };
    }
    case 'change-master': {
      const { replica, channel, from, to, sameServer, continues } = preview;
      return { replica, channel, from, to, sameServer, continues };
    }
    case 'put-back': {
      const { replica, channel, record, position, provedBy, lowerBound, between } = preview;
      return { replica, channel, record, position, provedBy, lowerBound, between };
    }
  }
}

/** A rehearsal: what would be done, or why it is refused. */
export function previewDocument(preview: AnyPreview, words: Words): Document {
  return {
    outcome: preview.runnable ? 'done' : 'refused',
    dryRun: true,
    cluster: preview.cluster,
    ...subjectOf(preview),
    operation: null,
    leftBehind: [],
    guards: preview.guards.map((guard) => guardDocument(guard, words)),
    steps: preview.steps.map((step) => stepDocument(step, words)),
    writeBlockedMs: null,
    error: null,
    line:
      preview.line === null ? null : { beforeStep: preview.line.beforeStep, text: inWords(preview.line.text, words) },
    expect: preview.expect.map(({ label, text }) => ({ label: inWords(label, words), text: inWords(text, words) })),
    builtAt: isoTime(preview.builtAt),
    fingerprint: preview.fingerprint,
  };
}

/** An operation that never began: refused by a guard, not confirmed, or outdated. */
export function refusedDocument(preview: AnyPreview, error: ErrorReport | null, words: Words): Document {
  const reason = error === null ? null : errorDocument(error, words);
  return { ...previewDocument(preview, words), outcome: 'refused', dryRun: false, error: reason };
}

export function errorDocument(error: ErrorReport, words: Words): Document {
  return { code: error.code, message: inWords(error.message, words), server: error.server, details: error.details };
}

export function guardDocument(guard: GuardResult, words: Words): Document {
  return {
    code: guard.code,
    server: guard.server,
    verdict: guard.verdict,
    message: inWords(guard.message, words),
    cure: guard.cure === null ? null : inWords(guard.cure, words),
    accepted: guard.accepted,
  };
}

export function stepDocument(step: StepView, words: Words): Document {
  return {
    ...step,
    title: inWords(step.title, words),
    why: inWords(step.why, words),
    undo: inWords(step.undo, words),
    detail: step.detail === null ? null : inWords(step.detail, words),
  };
}

import type { PutBackPreview, StopPointProof } from '../../../../shared/plans/put-back-view.ts';

/** What is known of where a replica's data stands, in words. */
export interface StopPointText {
  readonly verdict: 'Proved.' | 'Not proved.' | 'No place is right.';
  readonly sentence: string;
  /** What the place beside it is. */
  readonly place: string;
  /** What the transactions above that place are, after their number. */
  readonly above: string;
  /** What would help; null where nothing is needed. */
  readonly instead: string | null;
}

const proofs: Readonly<Record<StopPointProof, string>> = {
  'record-stopped': 'It was recorded while its SQL thread stood still, and nothing was applied since.',
  gtid: 'Its own GTID set says what it has; the {source} sends what is missing.',
  'binlog-tail': 'Its last own transactions were found in the {source}’s binary log, by their content.',
  'error-log': 'Its error log says where its SQL thread stopped.',
};

export function stopPointText({ provedBy, guards, record }: PutBackPreview): StopPointText {
  if (provedBy !== null)
    return {
      verdict: 'Proved.',
      sentence: proofs[provedBy],
      place: 'it continues at',
      above: ', which it will now apply',
      instead: null,
    };
  if (guards.some(({ code, verdict }) => code === 'applied-after-reset' && verdict === 'block'))
    return {
      verdict: 'No place is right.',
      sentence:
        'Something was applied again after it had lost its place, so its data may differ from its {source}’s: no position makes that good, and Signalbox does not put it back.',
      place: 'before, it stood at least at',
      above: '',
      instead: 'What would help: comparing its data with its {source}’s, or re-seeding it; both come later.',
    };
  return {
    verdict: 'Not proved.',
    sentence:
      'Nothing says for certain where it stopped, and a guess would repeat or skip transactions. So Signalbox does not put it back.',
    place: 'at least',
    above: '. Each may have been applied already, or not',
    instead: `What would help: a record made while it was stopped, a copy of its error log (signalbox put-back ${record} --error-log FILE), or a drift check and re-seeding, which come later.`,
  };
}

import type { ErrorWords } from './error-words.ts';

/**
 * Error 1236 (13114 from MySQL 8.0) is one number for everything that can be wrong with reading the source's binary
 * log; only its text tells which. Texts as seen on MariaDB 10.11, MySQL 5.6 and 9.7, and from their sources.
 */
const situations: readonly (readonly [RegExp, ErrorWords])[] = [
  [
    /same server[_ ](uuid|id)|equal .*server (ids|uuids)/i,
    {
      topic: 'same-identity',
      meaning:
        'Another server with the same server_id or server_uuid reads from the {source}, and they push each other out.',
      action: 'Give each server its own server_id; after copying a data directory also remove auto.cnf, then restart.',
    },
  ],
  [
    /not open|binary logging is (not|disabled)/i,
    {
      topic: 'source-log',
      meaning: 'The {source} has its binary log switched off.',
      action: 'Switch log_bin on at the {source} (needs a restart), then set the {replica} up again from a copy.',
    },
  ],
  [
    /not in the (master|source)'?s binlog|has more GTIDs than|alternate(d)? history|diverge/i,
    {
      topic: 'histories-differ',
      meaning: 'The {replica} has transactions that the {source} never had: their histories differ.',
      action:
        'Find out what was written where before anything else; then re-seed the {replica} or replay the difference. Do not force its position.',
    },
  ],
  [
    /purged|could not find first log file name|could not find GTID state|cannot replicate because/i,
    {
      topic: 'log-missing',
      meaning: 'The {source} no longer has the binary logs that the {replica} needs, or never had a file of that name.',
      action:
        'Let it follow another server that still has them, else re-seed it. Moving the position forward loses what lies between.',
    },
  ],
  [
    /position > file size|impossible position|past (the )?end/i,
    {
      topic: 'position-wrong',
      meaning:
        'The {replica} asks for a place past the end of the {source}’s binary log: a wrong position, or the {source} lost its tail in a crash.',
      action:
        'Compare with the recorded positions in the journal and put the {replica} back; do not assume the start of the next file.',
    },
  ],
  [
    /truncated in the middle of event|exceeded max_allowed_packet|bogus data|corrupt|event read from binlog/i,
    {
      topic: 'position-wrong',
      meaning:
        'What the {source} reads at the {replica}’s position is not an event: mostly a wrong offset, rarely a damaged log or a too small max_allowed_packet.',
      action:
        'Compare the position with the one recorded in the journal and put the {replica} back; check max_allowed_packet on both.',
    },
  ],
];

const unspecific: ErrorWords = {
  topic: 'source-log',
  meaning: 'The {source} could not send its binary log to the {replica}.',
  action: 'Read the server’s own words; compare the {replica}’s position with the {source}’s list of binary logs.',
};

/** The words for an error 1236/13114, told apart by its text. */
export function explainSourceLogError(message: string): ErrorWords {
  return situations.find(([pattern]) => pattern.test(message))?.[1] ?? unspecific;
}

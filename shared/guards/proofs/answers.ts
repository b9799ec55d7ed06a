import type { ServerId } from '../../domain/server.ts';
import { defineGuard } from '../define.ts';
import { needsOf, pass } from '../guard.ts';

/** Does the server answer, in the middle of an operation or after one? */
export const serverAnswers = defineGuard<{ server: ServerId }>({
  code: 'server-answers',
  about: ({ server }) => server,
  needs: ({ server }) => needsOf(server, 'status'),
  unknown: 'block',
  check: ({ server }) => pass(`${server} answers.`),
});

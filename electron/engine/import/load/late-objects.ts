import type { DoneMarks } from './done-marks.ts';
import type { Lane } from './lane.ts';
import { numberOf, statementRefused, type DumpPlace } from './load-error.ts';

/** What is to be made is there (database, table or view, routine, trigger, event), or what is to be dropped is not. */
export const doneAlready: readonly number[] = [1007, 1050, 1304, 1359, 1537, 1008, 1051];

interface LateStatement extends DumpPlace {
  readonly bytes: Buffer;
  /** Place in the session log. */
  readonly session: number;
}

/** Views, triggers, routines and events, in the dump's order, to be made when all rows are there. */
export class LateObjects {
  #statements: LateStatement[] = [];

  get count(): number {
    return this.#statements.length;
  }

  add(statement: LateStatement): void {
    this.#statements.push(statement);
  }

  /**
   * Runs what has gathered, on a lane that stands before all of it. What an earlier run has done is passed over; of the
   * one it was ended at it is not known, so that it may be there.
   */
  async run(
    lane: Lane,
    marks: DoneMarks,
    passOver: (statement: LateStatement, error: unknown) => boolean,
  ): Promise<void> {
    let mayExist = marks.resumes;
    for (const statement of this.#statements) {
      if (marks.isDone('late', statement)) continue;
      await lane.goTo(statement.session);
      try {
        await lane.send(statement.bytes, statement);
      } catch (error) {
        const isThere = mayExist && doneAlready.includes(numberOf(error) ?? 0);
        if (!isThere && !passOver(statement, error))
          throw statementRefused(error, statement, { statement: statement.bytes, table: null });
      }
      mayExist = false;
      await marks.mark('late', statement, lane);
    }
    this.#statements = [];
  }
}

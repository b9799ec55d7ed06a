import type { Statement } from '../statements/statement.ts';
import type { DumpModel, QualifiedName } from './dump-model.ts';

type Collected = Pick<DumpModel, 'views' | 'triggers' | 'routines' | 'events' | 'sequences' | 'definers'>;
type Qualify = (name: QualifiedName) => QualifiedName;

/** Collects views, triggers, routines, events and sequences. */
export class Programs {
  readonly #views = new Map<string, QualifiedName>();
  readonly #triggers: DumpModel['triggers'][number][] = [];
  readonly #routines: DumpModel['routines'][number][] = [];
  readonly #events: QualifiedName[] = [];
  readonly #sequences: QualifiedName[] = [];
  readonly #definers = new Set<string>();

  /** Takes a statement of the dump. */
  add(statement: Statement, qualify: Qualify): void {
    if ('definer' in statement && statement.definer !== null) this.#definers.add(statement.definer);
    if (statement.kind === 'createView' && !statement.placeholder) this.#view(qualify(statement.view));
    if (statement.kind === 'createTrigger') {
      this.#triggers.push({ ...qualify(statement.trigger), table: statement.table.name });
    }
    if (statement.kind === 'createRoutine') {
      this.#routines.push({ ...qualify(statement.routine), type: statement.type });
    }
    if (statement.kind === 'createEvent') this.#events.push(qualify(statement.event));
    if (statement.kind === 'createSequence') this.#sequences.push(qualify(statement.sequence));
  }

  all(): Collected {
    return {
      views: [...this.#views.values()],
      triggers: this.#triggers,
      routines: this.#routines,
      events: this.#events,
      sequences: this.#sequences,
      definers: [...this.#definers],
    };
  }

  #view(view: QualifiedName): void {
    this.#views.set(JSON.stringify([view.schema, view.name]), view);
  }
}

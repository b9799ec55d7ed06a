import type { Engine } from '../../engine/engine.ts';

/** An engine of which a test supplies the parts that it uses; any other part fails the test when it is touched. */
export function scriptedEngine(parts: Partial<Engine>): Engine {
  return new Proxy(parts, {
    get(target, name, receiver) {
      if (Reflect.has(target, name)) return Reflect.get(target, name, receiver) as unknown;
      throw new Error(`The test did not expect the engine’s ${String(name)} to be used.`);
    },
  }) as Engine;
}

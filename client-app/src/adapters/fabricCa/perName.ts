import { Gate } from './gate';

/** Does what concerns one name one after the other, and what concerns different names at once. */
export class PerName {
  readonly #gates = new Map<string, { readonly gate: Gate; users: number }>();

  /** @throws Fault UNAVAILABLE QUEUE_FULL; what the work throws */
  async run<T>(name: string, work: () => Promise<T>): Promise<T> {
    const held = this.#gates.get(name) ?? { gate: new Gate(1), users: 0 };
    this.#gates.set(name, held);
    held.users += 1;
    try {
      return await held.gate.run(work);
    } finally {
      held.users -= 1;
      if (held.users === 0) this.#gates.delete(name);
    }
  }
}

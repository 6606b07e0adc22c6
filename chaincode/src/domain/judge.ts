import { byPrecedence, Fault, type FaultCode, type FaultDetails } from './fault';

/** One condition of a transaction and whether it holds. */
export interface Verdict {
  /** The condition's name, kebab case. */
  readonly condition: string;
  /** The item of a batch that it was asked of; null for the transaction as a whole. */
  readonly item: string | null;
  readonly ok: boolean;
  /** The fault's code when it does not hold, else null. */
  readonly code: FaultCode | null;
  readonly details: FaultDetails;
}

/** An item of a batch that was refused. */
interface RefusedItem extends FaultDetails {
  readonly item: string;
  readonly code: FaultCode;
  readonly details: FaultDetails;
}

/** The refused items of a batch within a batch, or the one item that the fault is about. */
function refusedIn(fault: Fault, item: string): readonly RefusedItem[] {
  const { items } = fault.details;
  return Array.isArray(items) ? (items as readonly RefusedItem[]) : [{ item, code: fault.code, details: fault.details }];
}

/**
 * Hears every condition of a transaction. When it decides, the first condition that fails ends the item (or the whole
 * transaction); when it surveys, every condition is heard and nothing is refused, so that a dry run can list them all.
 */
export class Judge {
  readonly verdicts: Verdict[] = [];
  #item: string | null = null;

  /** @param surveys true for a dry run. */
  constructor(readonly surveys: boolean) {}

  /** Hears one condition. @throws Fault the given one, when the condition fails and this judge decides. */
  check(condition: string, holds: boolean, fault: () => Fault): void {
    if (holds) {
      this.verdicts.push({ condition, item: this.#item, ok: true, code: null, details: {} });
      return;
    }
    const refusal = fault();
    this.verdicts.push({ condition, item: this.#item, ok: false, code: refusal.code, details: refusal.details });
    if (!this.surveys) throw refusal;
  }

  /**
   * Judges each item of a batch by itself and names every refused one.
   * @throws Fault with the code that comes first in precedence and `details.items` = [{item, code, details}].
   */
  each<T, R>(items: readonly T[], nameOf: (item: T) => string, work: (item: T) => R): R[] {
    const refused: RefusedItem[] = [];
    const results: R[] = [];
    const outer = this.#item;
    for (const item of items) {
      this.#item = nameOf(item);
      try {
        results.push(work(item));
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        refused.push(...refusedIn(error, this.#item));
        if (this.surveys) this.#hear(error);
      }
    }
    this.#item = outer;
    const worst = refused.map((refusal) => refusal.code).sort(byPrecedence)[0];
    if (worst !== undefined && !this.surveys) throw new Fault(worst, { items: refused });
    return results;
  }

  /** Notes a fault that was thrown instead of checked (a record not found, say) while surveying. */
  #hear(fault: Fault): void {
    if (this.verdicts.some((verdict) => !verdict.ok && verdict.item === this.#item)) return;
    this.verdicts.push({ condition: 'found', item: this.#item, ok: false, code: fault.code, details: fault.details });
  }
}

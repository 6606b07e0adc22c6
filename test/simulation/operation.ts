import type { Signed } from './signing';
import { TRANSACTIONS, type TransactionSpec, type Wire } from '@tierline/chaincode/api';

/** The input of a transaction without its request id, as it travels: amounts are digit strings. */
export type WireOrder = { readonly [name: string]: Wire };

/** A transaction that one person submits. */
export interface Call {
  readonly kind: 'call';
  /** `person@company`. */
  readonly actor: string;
  /** `contract:method`. */
  readonly name: string;
  readonly order: WireOrder;
  /** The client's request id. */
  readonly request: string;
  /** True when the core's peer does not answer and the regulator stands in. */
  readonly coreAway?: boolean;
  /** Absent when the person signs nothing. */
  readonly signed?: Signed;
}

/** Everything that can happen in a simulation, as data: all of it follows from the seed. */
export type Operation =
  | Call
  /** Calls that are submitted in one tick, in this order. */
  | { readonly kind: 'race'; readonly calls: readonly Call[] }
  /** The machine's clock goes on. */
  | { readonly kind: 'clock'; readonly byMs: number }
  /** The process dies without a clean end; what it left on disk is opened again. */
  | { readonly kind: 'crash' }
  /** An organisation's projector dies after a part of the blocks, per mille, and its books are read again. */
  | { readonly kind: 'reproject'; readonly msp: string; readonly afterPermille: number };

const SPECS: ReadonlyMap<string, TransactionSpec> = new Map(
  Object.values(TRANSACTIONS)
    .flatMap((contract) => Object.values(contract) as TransactionSpec[])
    .map((spec) => [spec.name, spec]),
);

/** The declaration of a transaction. */
export function specOf(name: string): TransactionSpec {
  const spec = SPECS.get(name);
  if (spec === undefined) throw new Error(`there is no transaction ${name}`);
  return spec;
}

/** What an operation is counted as. */
export function nameOf(operation: Operation): string {
  return operation.kind === 'call' ? operation.name : operation.kind;
}

/** One line that says what happens. */
export function describe(operation: Operation): string {
  const { kind, ...rest } = operation;
  if (operation.kind === 'call') {
    const away = operation.coreAway === true ? ' (core away)' : '';
    const signed = operation.signed === undefined ? '' : ` (signed ${operation.signed.way} with ${operation.signed.wallet})`;
    return `${operation.actor} ${operation.name} ${JSON.stringify(operation.order)} ${operation.request}${away}${signed}`;
  }
  if (operation.kind === 'race') return `race of ${operation.calls.map(describe).join(' | ')}`;
  return `${kind} ${JSON.stringify(rest)}`;
}

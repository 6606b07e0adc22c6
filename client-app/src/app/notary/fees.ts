import type { AskedFees, Fees } from '../../ports/notary';

/** Nodes take a replacement that offers an eighth more; the lowest step that all of them accept. */
const RAISE = { by: 9n, of: 8n };

/**
 * What is offered for what the chain asks: room for the base fee to double, so that some full blocks do not leave the transaction behind.
 * @param most wei a unit of gas. @returns null when less than what the chain asks now would have to be offered
 */
export function offeredFees({ base, priority }: AskedFees, most: bigint): Fees | null {
  if (base + (priority ?? 0n) > most) return null;
  if (priority === null) return { maxFeePerGas: base, maxPriorityFeePerGas: null };
  return { maxFeePerGas: smaller(2n * base + priority, most), maxPriorityFeePerGas: priority };
}

/**
 * What replaces a transaction: an eighth more than it offered, or what the chain asks when that is more.
 * @param most wei a unit of gas. @returns null when that is more than `most`
 */
export function raisedFees(before: Fees, asked: AskedFees, most: bigint): Fees | null {
  const offered = offeredFees(asked, most);
  if (offered === null) return null;
  const maxFeePerGas = larger(raised(before.maxFeePerGas), offered.maxFeePerGas);
  if (maxFeePerGas > most) return null;
  if (before.maxPriorityFeePerGas === null) return { maxFeePerGas, maxPriorityFeePerGas: null };
  const priority = larger(raised(before.maxPriorityFeePerGas), offered.maxPriorityFeePerGas ?? 0n);
  return { maxFeePerGas, maxPriorityFeePerGas: smaller(priority, maxFeePerGas) };
}

/** Whether the chain would take a transaction with these fees into its next block, as far as the base fee goes. */
export function isEnough(fees: Fees, { base }: AskedFees): boolean {
  return fees.maxFeePerGas >= base;
}

/** An eighth more, rounded up, and never the same. */
const raised = (value: bigint): bigint => (value * RAISE.by) / RAISE.of + 1n;
const larger = (a: bigint, b: bigint): bigint => (a > b ? a : b);
const smaller = (a: bigint, b: bigint): bigint => (a < b ? a : b);

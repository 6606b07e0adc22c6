import { Interface } from 'ethers';
import type { NotarisedRoot } from '../../ports/notary';
import COMPILED from './FactsNotary.json';

/** The compiled contract. */
export const FACTS_NOTARY = COMPILED;

/** Its functions, events and errors. */
export const FACTS_NOTARY_INTERFACE = new Interface(COMPILED.abi);

const MS_PER_SECOND = 1000;

interface BatchResult {
  readonly fromBlock: bigint;
  readonly toBlock: bigint;
  readonly number: bigint;
  readonly notarisedAt: bigint;
}

/** A root as the contract answers it; null for one that it does not hold. */
export function notarisedRoot(root: string, { fromBlock, toBlock, number, notarisedAt }: BatchResult): NotarisedRoot | null {
  if (number === 0n) return null;
  return {
    root,
    fromBlock: Number(fromBlock),
    toBlock: Number(toBlock),
    number: Number(number),
    at: new Date(Number(notarisedAt) * MS_PER_SECOND).toISOString(),
  };
}

/** The head as the contract answers it. @throws Error when it is not what this contract answers */
export function headIn(data: string): NotarisedRoot | null {
  const [root, batch] = FACTS_NOTARY_INTERFACE.decodeFunctionResult('head', data) as unknown as [string, BatchResult];
  return notarisedRoot(root, batch);
}

/** A batch as the contract answers it, asked for by its root. @throws Error when it is not what this contract answers */
export function batchIn(root: string, data: string): NotarisedRoot | null {
  const [batch] = FACTS_NOTARY_INTERFACE.decodeFunctionResult('batchOf', data) as unknown as [BatchResult];
  return notarisedRoot(root, batch);
}

import { createHash } from 'node:crypto';
import { Fault } from '@tierline/chaincode/api';
import type { JsonRpcProvider } from 'ethers';
import { FACTS_NOTARY } from './factsNotary';

/** What a node answers of an address without code. */
export const NO_CODE = '0x';

/** Where the contract is said to be. */
export interface ContractPlace {
  readonly chainId: number;
  /** Its address. */
  readonly contract: string;
}

/**
 * Requires that the code at an address is byte for byte the one of this project's build, which has no immutables: another contract could
 * answer anything and keep nothing.
 * @param at the chain's block in which it must be; the newest one by default
 * @throws Fault CONDITION_UNMET {condition: 'notary-contract', contract, chainId} where there is no code;
 *   {condition: 'notary-contract-code', contract, chainId, have, need} where it is another: SHA-256, lower-case hex
 */
export async function requireContract(
  provider: JsonRpcProvider,
  { contract, chainId }: ContractPlace,
  at: number | 'latest' = 'latest',
): Promise<void> {
  const code = await provider.getCode(contract, at);
  if (code === NO_CODE) throw new Fault('CONDITION_UNMET', { condition: 'notary-contract', contract, chainId });
  const have = createHash('sha256')
    .update(Buffer.from(code.slice(NO_CODE.length), 'hex'))
    .digest('hex');
  const need = FACTS_NOTARY.digests.deployedBytecode;
  if (have !== need) throw new Fault('CONDITION_UNMET', { condition: 'notary-contract-code', contract, chainId, have, need });
}

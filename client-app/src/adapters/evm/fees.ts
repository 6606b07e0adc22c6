import type { Block, JsonRpcProvider, TransactionLike } from 'ethers';
import type { AskedFees, Fees } from '../../ports/notary';

/** The newest block. @throws Error when the node has none */
export async function newestBlock(provider: JsonRpcProvider): Promise<Block> {
  const block = await provider.getBlock('latest');
  if (block === null) throw new Error('a node without blocks');
  return block;
}

/** What the chain asks for a unit of gas now. */
export async function askedFees(provider: JsonRpcProvider, { baseFeePerGas }: Block): Promise<AskedFees> {
  const { gasPrice, maxPriorityFeePerGas } = await provider.getFeeData();
  return baseFeePerGas === null ? { base: gasPrice ?? 0n, priority: null } : { base: baseFeePerGas, priority: maxPriorityFeePerGas ?? 0n };
}

/** What a transaction says of its price. */
export type Pricing = Pick<TransactionLike, 'type' | 'gasPrice' | 'maxFeePerGas' | 'maxPriorityFeePerGas'>;

/** The fields of a transaction that say what is offered for gas. */
export function pricedBy({ maxFeePerGas, maxPriorityFeePerGas }: Fees): Pricing {
  return maxPriorityFeePerGas === null ? { type: 0, gasPrice: maxFeePerGas } : { type: 2, maxFeePerGas, maxPriorityFeePerGas };
}

import type { JsonRpcProvider, Log } from 'ethers';
import type { NotarisedRoots, PublishedRoot } from '../../ports/notary';
import { requireContract } from './contractCode';
import { batchIn, FACTS_NOTARY_INTERFACE as CONTRACT } from './factsNotary';
import { Rpc } from './rpc';

const EVENT = 'Notarised';

/** The roots of a channel's line, read from an EVM chain without an account. */
export class PublishedRoots implements NotarisedRoots {
  readonly place: NotarisedRoots['place'];
  readonly #rpc: Rpc;

  /** @param rpc addresses of nodes, the preferred one first */
  constructor(rpc: readonly string[], { chainId, contract, channel }: NotarisedRoots['place']) {
    this.place = { chainId, contract: contract.toLowerCase(), channel };
    this.#rpc = new Rpc(rpc, chainId);
  }

  published(): Promise<readonly PublishedRoot[]> {
    return this.#rpc.ask(async (provider) => {
      await requireContract(provider, this.place);
      return (await this.#logs(provider)).map(publishedIn);
    });
  }

  holds({ root, fromBlock, toBlock, transaction }: PublishedRoot): Promise<boolean> {
    return this.#rpc.ask(async (provider) => {
      await requireContract(provider, this.place);
      const { contract: to, channel } = this.place;
      const batch = batchIn(root, await provider.call({ to, data: CONTRACT.encodeFunctionData('batchOf', [channel, root]) }));
      const receipt = await provider.getTransactionReceipt(transaction);
      const told = (receipt?.logs ?? []).filter((log) => this.#isOfLine(log)).map(publishedIn);
      const isTold = told.some((each) => each.root === root && each.fromBlock === fromBlock && each.toBlock === toBlock);
      return isTold && batch !== null && batch.fromBlock === fromBlock && batch.toBlock === toBlock;
    });
  }

  close(): void {
    this.#rpc.close();
  }

  #logs(provider: JsonRpcProvider): Promise<readonly Log[]> {
    const { contract: address, channel } = this.place;
    return provider.getLogs({ address, topics: [topic(), channel], fromBlock: 0, toBlock: 'latest' });
  }

  #isOfLine({ address, topics }: Pick<Log, 'address' | 'topics'>): boolean {
    return address.toLowerCase() === this.place.contract && topics[0] === topic() && topics[1] === this.place.channel;
  }
}

const topic = (): string => CONTRACT.getEvent(EVENT)?.topicHash ?? '';

function publishedIn({ topics, data, transactionHash }: Pick<Log, 'topics' | 'data' | 'transactionHash'>): PublishedRoot {
  const { args } = CONTRACT.parseLog({ topics: [...topics], data }) ?? {};
  if (args === undefined) throw new Error('an event of another contract');
  const [, fromBlock, toBlock, , root] = args as unknown as [string, bigint, bigint, string, string];
  return { root, fromBlock: Number(fromBlock), toBlock: Number(toBlock), transaction: transactionHash };
}

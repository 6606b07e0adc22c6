import { Fault } from '@tierline/chaincode/api';
import { FetchRequest, isError, JsonRpcProvider, Network } from 'ethers';

const TIMEOUT_MS = 10_000;
const ATTEMPTS = 2;
const SLOT_MS = 250;
/** Between two looks for a transaction that is waited for. */
const POLLING_MS = 500;
/** What a node itself says of a call; everything else is the connection's, or a node that does not work. */
const ANSWERS = ['CALL_EXCEPTION', 'INSUFFICIENT_FUNDS', 'NONCE_EXPIRED', 'REPLACEMENT_UNDERPRICED'] as const;

/** The nodes of one chain: one is asked at a time, the next one when it does not answer. */
export class Rpc {
  readonly #providers: readonly JsonRpcProvider[];
  #at = 0;

  /** @param urls addresses of nodes, the preferred one first; at least one */
  constructor(
    urls: readonly string[],
    private readonly chainId: number,
  ) {
    this.#providers = urls.map((url) => providerAt(url, chainId));
  }

  /**
   * Does what belongs together at one node, after it has said which chain it is of.
   * @throws Fault UNAVAILABLE {reason: 'RPC', nodes, problem}; CONDITION_UNMET {condition: 'chain-id', have, need}; what the work throws
   *   that a node has answered
   */
  async ask<T>(work: (provider: JsonRpcProvider) => Promise<T>): Promise<T> {
    let problem = '';
    for (let tried = 0; tried < this.#providers.length; tried += 1) {
      const provider = this.#providers[this.#at] as JsonRpcProvider;
      try {
        await this.#requireChain(provider);
        return await work(provider);
      } catch (error) {
        if (error instanceof Fault || ANSWERS.some((code) => isError(error, code))) throw error;
        problem = problemOf(error);
        this.#at = (this.#at + 1) % this.#providers.length;
      }
    }
    throw new Fault('UNAVAILABLE', { reason: 'RPC', nodes: this.#providers.length, problem });
  }

  async #requireChain(provider: JsonRpcProvider): Promise<void> {
    const have = Number((await provider.send('eth_chainId', [])) as string);
    if (have !== this.chainId) throw new Fault('CONDITION_UNMET', { condition: 'chain-id', have, need: this.chainId });
  }

  close(): void {
    for (const provider of this.#providers) provider.destroy();
  }
}

function providerAt(url: string, chainId: number): JsonRpcProvider {
  const request = new FetchRequest(url);
  request.timeout = TIMEOUT_MS;
  request.setThrottleParams({ slotInterval: SLOT_MS, maxAttempts: ATTEMPTS });
  const network = Network.from(chainId);
  // No answer is kept: what is asked for is what has just changed.
  return new JsonRpcProvider(request, network, { staticNetwork: network, batchMaxCount: 1, cacheTimeout: -1, pollingInterval: POLLING_MS });
}

/** What went wrong, in a word and without the node's address, which may hold a key. */
function problemOf(error: unknown): string {
  const { code, shortMessage } = error as { readonly code?: unknown; readonly shortMessage?: unknown };
  if (typeof code === 'string' && code !== 'UNKNOWN_ERROR') return code;
  return typeof shortMessage === 'string' ? shortMessage.slice(0, 100) : 'NO_ANSWER';
}

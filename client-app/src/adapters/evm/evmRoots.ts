import { Fault } from '@tierline/chaincode/api';
import { isError, keccak256, type JsonRpcProvider, type TransactionLike, type Wallet } from 'ethers';
import type { Batch, ChainLook, ChainPlace, Fees, NotarisedRoot, Reception, RootChain, SignedRoot, Standing } from '../../ports/notary';
import { NO_CODE, requireContract } from './contractCode';
import { askedFees, newestBlock, pricedBy } from './fees';
import { batchIn, FACTS_NOTARY_INTERFACE as CONTRACT, headIn } from './factsNotary';
import { Rpc } from './rpc';

/** Gas beyond the node's estimate, in hundredths: the line may have grown when the transaction is taken. */
const GAS_SPARE = { by: 120n, of: 100n };

/** How a line of roots is reached. */
export interface EvmRootsOptions {
  readonly rpc: readonly string[];
  readonly chainId: number;
  readonly contract: string;
  readonly channel: string;
  readonly confirmations: number;
  readonly account: string;
  /** Signs for the account; null for who only looks. */
  readonly wallet: Wallet | null;
}

/** A line of roots in the contract on an EVM chain. */
export class EvmRoots implements RootChain {
  readonly place: ChainPlace;
  readonly #rpc: Rpc;

  constructor(private readonly options: EvmRootsOptions) {
    const { chainId, contract, channel, account, rpc } = options;
    this.place = { chainId, contract, channel, account };
    this.#rpc = new Rpc(rpc, chainId);
  }

  look(root: string | null): Promise<ChainLook> {
    return this.#rpc.ask(async (provider) => {
      const block = await newestBlock(provider);
      const { channel, account } = this.place;
      const at = block.number;
      await requireContract(provider, this.place, at);
      const settled = Math.max(0, at - this.options.confirmations + 1);
      const [newest, confirmed, seen, settledRoot, isNotary, nonce, balanceWei, asked] = await Promise.all([
        this.#head(provider, at),
        this.#head(provider, settled),
        root === null ? null : this.#batch(provider, root, at),
        root === null ? null : this.#batch(provider, root, settled),
        this.#call(provider, 'isNotary', [channel, account], at),
        provider.getTransactionCount(account, at),
        provider.getBalance(account, at),
        askedFees(provider, block),
      ]);
      return {
        block: at,
        newest,
        confirmed,
        standing: standing(seen, settledRoot),
        nonce,
        balanceWei,
        asked,
        isNotary: BigInt(isNotary) === 1n,
      };
    });
  }

  gasOf(batch: Batch): Promise<bigint> {
    const { contract: to, account: from } = this.place;
    return this.#rpc.ask(async (provider) => {
      try {
        // In the newest block: what waits may be our own transaction, which the next one replaces.
        const data = this.#dataOf(batch);
        const gas = (await provider.send('eth_estimateGas', [{ to, from, data }, 'latest'])) as string;
        return (BigInt(gas) * GAS_SPARE.by) / GAS_SPARE.of;
      } catch (error) {
        if (!isError(error, 'CALL_EXCEPTION')) throw error;
        const problem = error.data === null ? null : CONTRACT.parseError(error.data);
        throw new Fault('CONDITION_UNMET', { condition: 'root-accepted', problem: problem?.name ?? 'REVERTED' });
      }
    });
  }

  async sign(batch: Batch, nonce: number, gas: bigint, fees: Fees): Promise<SignedRoot> {
    const { chainId, contract: to } = this.place;
    const transaction: TransactionLike = { chainId, to, nonce, gasLimit: gas, data: this.#dataOf(batch), value: 0n, ...pricedBy(fees) };
    const { wallet } = this.options;
    if (wallet === null) throw new Error('who only looks signs nothing');
    const raw = await wallet.signTransaction(transaction);
    return { hash: keccak256(raw), raw, nonce, gas, fees };
  }

  broadcast({ raw }: SignedRoot): Promise<Reception> {
    return this.#rpc.ask(async (provider) => {
      try {
        await provider.send('eth_sendRawTransaction', [raw]);
        return 'TAKEN';
      } catch (error) {
        return receptionIn(error);
      }
    });
  }

  isKnown(hash: string): Promise<boolean> {
    return this.#rpc.ask(async (provider) => (await provider.send('eth_getTransactionByHash', [hash])) !== null);
  }

  close(): void {
    this.#rpc.close();
  }

  #dataOf({ fromBlock, toBlock, previousRoot, root }: Batch): string {
    return CONTRACT.encodeFunctionData('notarise', [this.place.channel, fromBlock, toBlock, previousRoot, root]);
  }

  /** Null where the line has no root in that block, or the contract was not there yet. */
  async #head(provider: JsonRpcProvider, at: number): Promise<NotarisedRoot | null> {
    const data = await this.#call(provider, 'head', [this.place.channel], at);
    return data === NO_CODE ? null : headIn(data);
  }

  async #batch(provider: JsonRpcProvider, root: string, at: number): Promise<NotarisedRoot | null> {
    const data = await this.#call(provider, 'batchOf', [this.place.channel, root], at);
    return data === NO_CODE ? null : batchIn(root, data);
  }

  #call(provider: JsonRpcProvider, name: string, args: readonly string[], blockTag: number): Promise<string> {
    return provider.call({ to: this.place.contract, data: CONTRACT.encodeFunctionData(name, args), blockTag });
  }
}

function standing(seen: NotarisedRoot | null, settled: NotarisedRoot | null): Standing {
  if (seen === null) return 'ABSENT';
  return settled === null ? 'SEEN' : 'CONFIRMED';
}

/** Nodes have codes for none of these: their words are all there is. */
const KNOWN = /already (known|imported|exists)/i;
const TOO_LOW = /underpriced|fee (too low|.*less than)|less than block base fee/i;
const USED = /nonce too low|nonce has already been used/i;

function receptionIn(error: unknown): Reception {
  if (isError(error, 'NONCE_EXPIRED')) return 'NUMBER_USED';
  if (isError(error, 'REPLACEMENT_UNDERPRICED')) return 'UNDERPRICED';
  const { error: inner, message = '' } = error as { readonly error?: { readonly message?: string }; readonly message?: string };
  const said = inner?.message ?? message;
  if (KNOWN.test(said)) return 'TAKEN';
  if (TOO_LOW.test(said)) return 'UNDERPRICED';
  if (USED.test(said)) return 'NUMBER_USED';
  throw error;
}

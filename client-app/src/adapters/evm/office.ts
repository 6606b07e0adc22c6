import { setTimeout as pause } from 'node:timers/promises';
import { Fault } from '@tierline/chaincode/api';
import {
  getCreateAddress,
  isError,
  keccak256,
  type JsonRpcProvider,
  type TransactionLike,
  type TransactionReceipt,
  type Wallet,
} from 'ethers';
import type { AskedFees, Fees, NotaryOffice, OfficeReceipt, Registration } from '../../ports/notary';
import { requireContract } from './contractCode';
import { askedFees, newestBlock, pricedBy } from './fees';
import { FACTS_NOTARY, FACTS_NOTARY_INTERFACE as CONTRACT } from './factsNotary';
import { Rpc } from './rpc';

/** So long a transaction is waited for, milliseconds. */
const PATIENCE_MS = 600_000;
const ASKED_EVERY_MS = 500;

/** How the contract's owner reaches the chain. */
export interface EvmOfficeOptions {
  readonly rpc: readonly string[];
  readonly chainId: number;
  readonly confirmations: number;
  readonly wallet: Wallet;
}

/** The owner of the contract at work on an EVM chain. */
export class EvmOffice implements NotaryOffice {
  readonly account: string;
  readonly #rpc: Rpc;

  constructor(private readonly options: EvmOfficeOptions) {
    this.account = options.wallet.address;
    this.#rpc = new Rpc(options.rpc, options.chainId);
  }

  asked(): Promise<AskedFees> {
    return this.#rpc.ask(async (provider) => askedFees(provider, await newestBlock(provider)));
  }

  deploy(fees: Fees): Promise<OfficeReceipt> {
    return this.#rpc.ask((provider) => this.#sent(provider, null, FACTS_NOTARY.bytecode, fees));
  }

  register({ contract, channel, notary, may }: Registration, fees: Fees): Promise<OfficeReceipt> {
    const data = CONTRACT.encodeFunctionData(may ? 'register' : 'remove', [channel, notary]);
    return this.#rpc.ask(async (provider) => {
      await requireContract(provider, { contract, chainId: this.options.chainId });
      return this.#sent(provider, contract, data, fees);
    });
  }

  close(): void {
    this.#rpc.close();
  }

  async #sent(provider: JsonRpcProvider, to: string | null, data: string, fees: Fees): Promise<OfficeReceipt> {
    const { account: from } = this;
    const { chainId, wallet, confirmations } = this.options;
    const [nonce, have, gasLimit] = await Promise.all([
      provider.getTransactionCount(from, 'pending'),
      provider.getBalance(from),
      this.#gas(provider, { to, from, data }),
    ]);
    const need = gasLimit * fees.maxFeePerGas;
    if (have < need)
      throw new Fault('CONDITION_UNMET', { condition: 'notary-balance', account: from, have: String(have), need: String(need) });
    const raw = await wallet.signTransaction({ chainId, to, nonce, gasLimit, data, value: 0n, ...pricedBy(fees) });
    const receipt = await receiptOf(provider, raw, confirmations);
    return { transaction: keccak256(raw), contract: to ?? getCreateAddress({ from, nonce }), gasUsed: receipt.gasUsed };
  }

  async #gas(provider: JsonRpcProvider, transaction: TransactionLike): Promise<bigint> {
    try {
      return await provider.estimateGas(transaction);
    } catch (error) {
      if (!isError(error, 'CALL_EXCEPTION')) throw error;
      const problem = error.data === null ? null : CONTRACT.parseError(error.data);
      if (problem?.name === 'NotOwner') throw new Fault('NOT_AUTHORISED', { need: 'the owner of the contract', account: this.account });
      throw new Fault('CONDITION_UNMET', { condition: 'notary-contract', contract: String(transaction.to), chainId: this.options.chainId });
    }
  }
}

/** From here on it may have been taken, whatever goes wrong: nothing is sent a second time. */
async function receiptOf(provider: JsonRpcProvider, raw: string, confirmations: number): Promise<TransactionReceipt> {
  try {
    const { hash } = await provider.broadcastTransaction(raw);
    const receipt = await confirmed(provider, hash, confirmations);
    if (receipt?.status === 1) return receipt;
  } catch (error) {
    if (isError(error, 'INSUFFICIENT_FUNDS') || isError(error, 'NONCE_EXPIRED') || isError(error, 'REPLACEMENT_UNDERPRICED')) throw error;
  }
  throw new Fault('COMMIT_UNKNOWN', { transactionId: keccak256(raw) });
}

/**
 * Asks until a transaction has its confirmations. The library's own waiting listens for the next block: on a chain that makes one for
 * each transaction alone, there is none when the block came before the listening began.
 */
async function confirmed(provider: JsonRpcProvider, hash: string, confirmations: number): Promise<TransactionReceipt | null> {
  for (let waited = 0; waited < PATIENCE_MS; waited += ASKED_EVERY_MS) {
    const receipt = await provider.getTransactionReceipt(hash);
    if (receipt !== null && (await receipt.confirmations()) >= confirmations) return receipt;
    await pause(ASKED_EVERY_MS);
  }
  return null;
}

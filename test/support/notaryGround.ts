import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { EvmOffice } from '@tierline/client-app/dist/adapters/evm/office';
import { EvmRoots } from '@tierline/client-app/dist/adapters/evm/evmRoots';
import { FACTS_NOTARY_INTERFACE } from '@tierline/client-app/dist/adapters/evm/factsNotary';
import { channelId } from '@tierline/client-app/dist/app/notary/channel';
import { entriesOf } from '@tierline/client-app/dist/app/notary/entries';
import { Notary } from '@tierline/client-app/dist/app/notary/notary';
import { batchTree, pathOf, rootOfPath, type FactsEntry } from '@tierline/client-app/dist/app/notary/tree';
import type { BlockSource, CommittedBlock, CommittedTransaction } from '@tierline/client-app/dist/ports/ledger';
import type { NotaryJournal, NotarySettings, RootChain, SentRoot } from '@tierline/client-app/dist/ports/notary';
import { expect } from 'chai';
import { Contract, JsonRpcProvider, type Wallet } from 'ethers';
import { Anvil, CHAIN_ID } from './anvil';

const GWEI = 1_000_000_000n;
const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A ledger that grows when it is told. */
export class GrowingLedger implements BlockSource {
  readonly msp = 'RegulatorMSP';
  readonly grown: CommittedBlock[] = [];

  constructor(private readonly name = 'ledger') {
    this.grow(1, 0);
  }

  height(): Promise<number> {
    return Promise.resolve(this.grown.length);
  }

  async *blocks(from: number): AsyncIterable<CommittedBlock> {
    yield* this.grown.slice(from);
  }

  /** Adds blocks with so many endorsed transactions each, and one that is invalid between them. */
  grow(blocks: number, transactions = 2): void {
    for (let each = 0; each < blocks; each += 1) {
      const number = this.grown.length;
      const hash = hashOf(`${this.name} ${number}`);
      const previousHash = this.grown.at(-1)?.hash ?? '0'.repeat(64);
      const valid = Array.from({ length: transactions }, (_, place) => endorsed(`${hash} ${place}`, 'VALID'));
      const list = transactions === 0 ? [] : [...valid.slice(0, 1), endorsed(`${hash} lost`, 'MVCC_READ_CONFLICT'), ...valid.slice(1)];
      this.grown.push({ number, hash, previousHash, transactions: list });
    }
  }

  get entries(): readonly FactsEntry[] {
    return this.grown.flatMap(entriesOf);
  }
}

function endorsed(seed: string, code: CommittedTransaction['code']): CommittedTransaction {
  const payload = JSON.stringify({ schema: 1, transaction: 'token:split', program: '', count: 1, factsRoot: hashOf(`facts ${seed}`) });
  return {
    id: hashOf(seed),
    timestamp: '2026-03-02T00:00:00.000Z',
    name: 'token:split',
    creator: 'CoreMSP',
    endorsers: [],
    code,
    publicWrites: [],
    hashedWrites: [],
    privateWrites: [],
    policyWrites: [],
    event: { name: 'facts', payload },
  };
}

/** A journal that outlives its notary, as a file does. */
export class KeptJournal implements NotaryJournal {
  kept: SentRoot | null = null;

  read(): Promise<SentRoot | null> {
    return Promise.resolve(this.kept);
  }

  write(sent: SentRoot | null): Promise<void> {
    this.kept = sent;
    return Promise.resolve();
  }
}

/** A notary of a test, with what it was made of. */
export interface TestNotary {
  readonly notary: Notary;
  readonly chain: RootChain;
  readonly journal: KeptJournal;
  readonly alarms: string[];
}

/** How a notary of a test differs. */
export interface NotaryChoice {
  /** Which of the chain's accounts it is; the first notary's by default. */
  readonly account?: number;
  readonly settings?: Partial<NotarySettings>;
  readonly journal?: KeptJournal;
  readonly wrapped?: (chain: RootChain) => RootChain;
  readonly now?: () => number;
}

/** A root as the contract's event told it. */
export interface NotarisedEvent {
  readonly fromBlock: number;
  readonly toBlock: number;
  readonly previousRoot: string;
  readonly root: string;
}

/** An EVM chain with the contract, a ledger, and notaries over it. Accounts: 0 owns the contract, 1 and 2 are notaries. */
export class Ground {
  readonly ledger = new GrowingLedger();
  readonly #open: RootChain[] = [];

  private constructor(
    readonly anvil: Anvil,
    readonly contract: string,
    readonly channel: string,
    readonly provider: JsonRpcProvider,
  ) {}

  static async open(): Promise<Ground> {
    const anvil = await Anvil.start();
    const office = new EvmOffice({ rpc: [anvil.url], chainId: CHAIN_ID, confirmations: 1, wallet: anvil.wallet(0) });
    const fees = { maxFeePerGas: 10n * GWEI, maxPriorityFeePerGas: GWEI };
    const { contract } = await office.deploy(fees);
    const genesisHash = new GrowingLedger().grown[0]?.hash ?? '';
    const channel = channelId({ name: 'tierline', genesisHash });
    for (const notary of [1, 2]) await office.register({ contract, channel, notary: anvil.wallet(notary).address, may: true }, fees);
    office.close();
    return new Ground(anvil, contract, channel, new JsonRpcProvider(anvil.url, CHAIN_ID, { staticNetwork: true, cacheTimeout: -1 }));
  }

  /** The contract as an account calls it. */
  contractAs(wallet: Wallet): Contract {
    return new Contract(this.contract, FACTS_NOTARY_INTERFACE, wallet.connect(this.provider));
  }

  /** A notary; a batch is due at two blocks. */
  notary({
    account = 1,
    settings,
    journal = new KeptJournal(),
    wrapped = (chain) => chain,
    now = Date.now,
  }: NotaryChoice = {}): TestNotary {
    const whole: NotarySettings = { ...SETTINGS, rpc: [this.anvil.url], ...settings };
    const { rpc, chainId, confirmations, contract } = whole;
    const roots = new EvmRoots({
      rpc,
      chainId,
      contract: contract ?? this.contract,
      channel: this.channel,
      confirmations,
      account: this.anvil.wallet(account).address,
      wallet: this.anvil.wallet(account),
    });
    this.#open.push(roots);
    const chain = wrapped(roots);
    const alarms: string[] = [];
    const notary = new Notary({ source: this.ledger, chain, journal, settings: whole, now, alarm: (line) => alarms.push(line) });
    return { notary, chain, journal, alarms };
  }

  /** Waits until the chain has taken what a notary sent last: one that mines at once does so a moment after it has answered. */
  async taken({ journal }: TestNotary): Promise<void> {
    const hash = journal.kept?.attempts.at(-1)?.hash;
    for (let tries = 0; tries < 500; tries += 1) {
      if ((await this.anvil.rpc('eth_getTransactionReceipt', hash)) !== null) return;
      await pause(10);
    }
    throw new Error(`the transaction ${hash ?? ''} was not taken`);
  }

  /** Every root in the chain, in its order. */
  roots(): Promise<readonly NotarisedEvent[]> {
    return rootsOf(this.provider, this.contract);
  }

  /** See {@link expectWholeLine}. */
  async expectWhole(firstBlock = 0): Promise<void> {
    expectWholeLine(await this.roots(), this.ledger.entries, firstBlock);
  }

  async close(): Promise<void> {
    for (const chain of this.#open) chain.close();
    this.provider.destroy();
    await this.anvil.stop();
  }
}

/** Every root in a chain, in its order. */
export async function rootsOf(provider: JsonRpcProvider, address: string): Promise<readonly NotarisedEvent[]> {
  const logs = await new Contract(address, FACTS_NOTARY_INTERFACE, provider).queryFilter('Notarised', 0);
  return logs.map((log) => {
    const { args } = FACTS_NOTARY_INTERFACE.parseLog(log) ?? {};
    if (args === undefined) throw new Error('an event of another contract');
    const [, fromBlock, toBlock, previousRoot, root] = args as unknown as [string, bigint, bigint, string, string];
    return { fromBlock: Number(fromBlock), toBlock: Number(toBlock), previousRoot, root };
  });
}

/** No gap, no double, and every facts event of the ledger provably under exactly one root. */
export function expectWholeLine(roots: readonly NotarisedEvent[], entries: readonly FactsEntry[], firstBlock: number): void {
  expect(new Set(roots.map(({ root }) => root)).size, 'no root twice').to.equal(roots.length);
  for (const [place, { fromBlock, toBlock, previousRoot }] of roots.entries()) {
    const before = roots[place - 1];
    expect(fromBlock).to.equal(before === undefined ? firstBlock : before.toBlock + 1);
    expect(toBlock).to.be.at.least(fromBlock);
    expect(previousRoot).to.equal(before?.root ?? `0x${'0'.repeat(64)}`);
  }
  const trees = roots.map(({ fromBlock, toBlock }) => batchTree(entries.filter(({ block }) => block >= fromBlock && block <= toBlock)));
  for (const entry of entries.filter(({ block }) => block >= firstBlock)) {
    const under = roots.filter(({ root }, place) => {
      const path = pathOf(trees[place] as (typeof trees)[number], entry);
      return path !== null && rootOfPath(entry, path) === root;
    });
    expect(under, `block ${entry.block}, place ${entry.index}`).to.have.length(1);
  }
}

const SETTINGS: NotarySettings = {
  rpc: [],
  chainId: CHAIN_ID,
  contract: null,
  keystore: '',
  passphraseFile: null,
  confirmations: 1,
  everyBlocks: 2,
  everyMs: 3_600_000_000_000,
  firstBlock: 0,
  maxFeePerGas: 100n * GWEI,
  replaceAfterMs: 60_000,
  pollMs: 20,
};

/** Turns a notary until it is in a phase. @throws Error when it does not come into it */
export async function until(notary: Notary, phase: string, turns = 30): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) if ((await notary.turn()) === phase) return;
  throw new Error(`the notary never was ${phase}; it is ${notary.report().phase}`);
}

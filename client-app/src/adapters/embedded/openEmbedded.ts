import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Msp, NetworkDefinition } from '@tierline/chaincode/api';
import type { Identity, Json, LedgerHost } from '../../ports/ledger';
import { LocalCa, type Authority } from '../localCa/localCa';
import { Anchor, checkAnchor } from './anchor';
import { endorsersOf } from './blockValidation';
import { blocksOf } from './blocksOf';
import { checkedChain } from './chainCheck';
import { Committer } from './committer';
import { nextConfiguration } from './configuration';
import { checkingStore } from './corruption';
import { diskFault } from './diskFault';
import { EmbeddedLedger } from './embeddedLedger';
import { EmbeddedNetwork } from './embeddedNetwork';
import { endorserBytes } from './endorsedBytes';
import { signingKey, type EndorsingPeer } from './endorser';
import { loadContracts, type ContractClass, type ContractRuntime, type WithNodeClock } from './fabricShim';
import { Signal } from '../signal';
import { forgetHolder, nameHolder, type Door } from '../holder';
import { NetworkRules } from './networkRules';
import type { Head } from './records';
import type { Simulated } from './simulated';
import { Store } from './store';

/** How the embedded ledger is opened. */
export interface EmbeddedOptions {
  /** Where it lives: `ledger/` (LevelDB), `identities/`, `anchor`, and `holder.json` while it is open. */
  readonly directory: string;
  readonly network: NetworkDefinition;
  /** The contract classes that every organisation runs. */
  readonly contracts: readonly ContractClass[];
  /** The chaincode's own way to be given the endorsing node's clock. */
  readonly withNodeClock: WithNodeClock;
  /** The clock, milliseconds since 1970 UTC; the system's by default. */
  readonly now?: () => number;
  /** How far each organisation's node clock is from `now`, in milliseconds; 0 by default. */
  readonly clockShiftMs?: Readonly<Record<Msp, number>>;
  /** Source of nonces (24 bytes, first) and salts (32 bytes); node:crypto by default. */
  readonly randomBytes?: (count: number) => Uint8Array;
  /** Transactions in a block at most; 50 by default. */
  readonly maxBlockTransactions?: number;
  /** Calls under way at a time at most; 10,000 by default. */
  readonly maxCallsUnderWay?: number;
  /** Other contracts on one organisation's peer, to see that they are found out; undefined gives `contracts`. */
  readonly contractsFor?: (msp: Msp) => readonly ContractClass[] | undefined;
}

/** A running embedded ledger. */
export interface EmbeddedHost extends LedgerHost {
  readonly network: NetworkDefinition;
  /** The organisations whose peers it runs: all of the network. */
  readonly hosted: readonly Msp[];
  /** Names the address at which the process that holds the directory serves, in the note beside the store. */
  announce(door: Door): Promise<void>;
  /** What a transaction would read and write; changes nothing. @throws as `submit` does before ordering */
  simulate(identity: Identity, transaction: string, input: Json, endorsers: readonly Msp[]): Promise<Simulated>;
}

const MAX_BLOCK_TRANSACTIONS = 50;
const MAX_CALLS = 10_000;

/**
 * Opens the embedded ledger, or creates it.
 * @throws Fault UNAVAILABLE when another process holds the directory (`reason` HELD, `heldBy`, `command`, `since`), when the
 *   store is corrupt (`reason` CORRUPT, `what`, `mend`), the disk fails (`file`, `reason` as ENOSPC, `mend`) or the
 *   identities are not its own (`reason` AUTHORITY_DIFFERS);
 *   WRONG_STATE when `network` removes or alters what the ledger's configuration holds
 */
export async function openEmbedded(options: EmbeddedOptions): Promise<EmbeddedHost> {
  const store = await Store.open(options.directory);
  try {
    return await openHeld(options, store);
  } catch (error) {
    await store.close();
    throw diskFault(error, options.directory) ?? error;
  }
}

async function openHeld(options: EmbeddedOptions, store: Store): Promise<EmbeddedHost> {
  const { directory, network } = options;
  const now = options.now ?? Date.now;
  const openedAtMs = now();
  await nameHolder(directory, openedAtMs, null);
  const current = await checkingStore(async () => {
    checkAnchor(directory, store);
    return checkedChain(store);
  });
  const ca = await LocalCa.open(
    join(directory, 'identities'),
    network.organisations.map(({ msp }) => msp),
    now,
  );
  const configuration = nextConfiguration(current, network, ca.authorities);
  const rules = new NetworkRules(network);
  const grown = new Signal();
  const anchor = new Anchor(directory);
  const onCommit = (head: Head): void => {
    anchor.set(head);
    grown.notify();
  };
  const context = {
    state: store,
    rules,
    endorsers: endorsersOf(certificatesOf(ca.authorities, ({ peer }) => peer.certificate)),
    isKnown: (id: string) => store.blockOf(id) !== null,
  };
  const callLimit = options.maxCallsUnderWay ?? MAX_CALLS;
  const committer = new Committer(store, context, options.maxBlockTransactions ?? MAX_BLOCK_TRANSACTIONS, callLimit, onCommit);
  if (configuration !== null) await committer.configure(configuration);
  const embedded = new EmbeddedNetwork({
    store,
    rules,
    committer,
    grown,
    now,
    callLimit,
    peers: peersOf(options, ca.authorities, now),
    roots: new Map(Object.entries(certificatesOf(ca.authorities, ({ root }) => root.certificate))),
    randomBytes: options.randomBytes ?? randomBytes,
  });
  return hostOf(embedded, ca, anchor, directory, openedAtMs);
}

function hostOf(embedded: EmbeddedNetwork, ca: LocalCa, anchor: Anchor, directory: string, openedAtMs: number): EmbeddedHost {
  const connect = (identity: Identity): EmbeddedLedger => new EmbeddedLedger(embedded, identity);
  let closed: Promise<void> | null = null;
  const close = async (): Promise<void> => {
    await embedded.shut();
    anchor.close();
    await forgetHolder(directory);
    await embedded.store.close();
  };
  return {
    network: embedded.rules.network,
    hosted: embedded.rules.network.organisations.map(({ msp }) => msp),
    identities: ca,
    connect,
    stream: (msp) => ({
      msp,
      height: () => Promise.resolve(embedded.height()),
      blocks: (from, options = {}) => blocksOf(embedded, msp, from, options),
    }),
    announce: (door) => nameHolder(directory, openedAtMs, door),
    simulate: (identity, transaction, input, endorsers) => connect(identity).simulate(transaction, input, endorsers),
    close: () => (closed ??= close()),
  };
}

function peersOf(options: EmbeddedOptions, authorities: ReadonlyMap<Msp, Authority>, now: () => number): ReadonlyMap<Msp, EndorsingPeer> {
  const common = loadContracts(options.contracts, options.withNodeClock);
  const runtimeOf = (msp: Msp): ContractRuntime => {
    const other = options.contractsFor?.(msp);
    return other === undefined ? common : loadContracts(other, options.withNodeClock);
  };
  return new Map(
    [...authorities].map(([msp, { peer }]) => {
      const shiftMs = options.clockShiftMs?.[msp] ?? 0;
      return [
        msp,
        {
          msp,
          runtime: runtimeOf(msp),
          now: () => now() + shiftMs,
          key: signingKey(peer.privateKey),
          endorser: endorserBytes(msp, peer.certificate),
        },
      ];
    }),
  );
}

function certificatesOf(authorities: ReadonlyMap<Msp, Authority>, certificate: (authority: Authority) => string): Record<Msp, string> {
  return Object.fromEntries([...authorities].map(([msp, authority]) => [msp, certificate(authority)]));
}

import { join } from 'node:path';
import { Fault, type Msp, type OrganisationRole } from '@tierline/chaincode/api';
import { fileJournal } from './adapters/notary/journal';
import { channelId } from './app/notary/channel';
import { Notary } from './app/notary/notary';
import { NotaryRun } from './app/notary/notaryRun';
import type { BlockSource } from './ports/ledger';
import { standingOf, type RootsStanding } from './app/notary/standing';
import type { ChainLook, ChainPlace, NotarisedRoots, NotaryJournal, NotaryOffice, NotarySettings, SentRoot } from './ports/notary';
import type { OpenHost } from './main';

export { readNotarySettings } from './adapters/notary/settings';

/** Organisations whose application may notarise, the one that sees most first. */
const ROLES: readonly OrganisationRole[] = ['regulator', 'operator'];
const JOURNAL = 'notary-under-way.json';

/** What a notary needs of the ledger that a process has open. */
export interface NotarisedLedger {
  readonly host: Pick<OpenHost, 'hosted' | 'network' | 'stream'>;
  /** Where this process keeps its own files. */
  readonly folder: string;
}

/** How a notary is opened. */
export interface NotaryOptions {
  readonly ledger: NotarisedLedger;
  readonly settings: NotarySettings;
  /** Opens the key. */
  readonly passphrase: string;
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
  readonly alarm: (line: string) => void;
}

/** How the roots of a ledger stand. */
export interface NotaryStatus extends RootsStanding {
  readonly place: ChainPlace;
  readonly look: ChainLook;
  /** What this application has under way. */
  readonly sent: SentRoot | null;
}

/** A notary that is open. */
export interface OpenNotary {
  /** One turn at a time, for those who wait for it. */
  readonly notary: Notary;
  /** Turn after turn. */
  readonly run: NotaryRun;
  close(): void;
}

/**
 * Opens a notary of the ledger's roots; it asks nothing of the chain yet.
 * @throws Fault NOT_AUTHORISED {need}; CONDITION_UNMET {condition: 'notary-settings-name-a-contract' | 'passphrase'}; MALFORMED;
 *   UNAVAILABLE {file, reason}
 */
export async function openNotary({ ledger, settings, passphrase, now, alarm }: NotaryOptions): Promise<OpenNotary> {
  const msp = notaryIn(ledger);
  if (msp === null) throw new Fault('NOT_AUTHORISED', { need: "the regulator's or the operator's application" });
  const source = ledger.host.stream(msp);
  const { walletIn } = await import('./adapters/evm/keystore.js');
  const { EvmRoots } = await import('./adapters/evm/evmRoots.js');
  const contract = contractOf(settings);
  const channel = await channelOf(ledger);
  const wallet = await walletIn(settings.keystore, passphrase);
  const chain = new EvmRoots({ ...settings, contract, channel, account: wallet.address, wallet });
  const journal = journalOf(ledger);
  const notary = new Notary({ source, chain, journal, settings, now, alarm });
  return { notary, run: new NotaryRun(notary, { alarm, chain, settings }), close: () => chain.close() };
}

/** How far the roots are, what is under way, and what the chain says; nothing is opened or sent. @throws Fault as {@link openNotary} */
export async function notaryStatus(ledger: NotarisedLedger, settings: NotarySettings): Promise<NotaryStatus> {
  const { accountIn } = await import('./adapters/evm/keystore.js');
  const { EvmRoots } = await import('./adapters/evm/evmRoots.js');
  const contract = contractOf(settings);
  const account = await accountIn(settings.keystore);
  const chain = new EvmRoots({ ...settings, contract, channel: await channelOf(ledger), account, wallet: null });
  try {
    const sent = await journalOf(ledger).read(chain.place);
    const look = await chain.look(sent?.batch.root ?? null);
    return { place: chain.place, look, sent, ...(await standingOf(sourceOf(ledger), look, settings)) };
  } finally {
    chain.close();
  }
}

/** The contract's owner at work. @throws Fault as {@link openNotary} */
export async function openOffice(settings: NotarySettings, passphrase: string): Promise<NotaryOffice> {
  const { walletIn } = await import('./adapters/evm/keystore.js');
  const { EvmOffice } = await import('./adapters/evm/office.js');
  return new EvmOffice({ ...settings, wallet: await walletIn(settings.keystore, passphrase) });
}

/** The address that a keystore names. @throws Fault as {@link openNotary} */
export async function accountOf({ keystore }: NotarySettings): Promise<string> {
  const { accountIn } = await import('./adapters/evm/keystore.js');
  return accountIn(keystore);
}

/** Makes an encrypted key; answers its address. @throws Fault UNAVAILABLE {file, reason} */
export async function makeNotaryKey(file: string, passphrase: string): Promise<string> {
  const { makeKey } = await import('./adapters/evm/keystore.js');
  return makeKey(file, passphrase);
}

/** The passphrase in a file. @throws Fault CONDITION_UNMET {condition: 'passphrase-file-is-private'}; UNAVAILABLE; MALFORMED */
export async function readPassphrase(file: string): Promise<string> {
  const { passphraseIn } = await import('./adapters/evm/keystore.js');
  return passphraseIn(file);
}

/** The roots of this ledger's line, as the settings say where. @throws Fault as {@link openNotary} */
export async function publishedRoots(ledger: NotarisedLedger, settings: NotarySettings): Promise<NotarisedRoots> {
  const { PublishedRoots } = await import('./adapters/evm/publishedRoots.js');
  const { rpc, chainId } = settings;
  return new PublishedRoots(rpc, { chainId, contract: contractOf(settings), channel: await channelOf(ledger) });
}

/** The roots of a line that a proof names, at a node of its reader's choice. */
export async function rootsAt(rpc: string, place: NotarisedRoots['place']): Promise<NotarisedRoots> {
  const { PublishedRoots } = await import('./adapters/evm/publishedRoots.js');
  return new PublishedRoots([rpc], place);
}

/** The line of roots that belongs to a ledger. @throws Fault UNAVAILABLE {reason: 'NO_BLOCKS'} */
export async function channelOf(ledger: NotarisedLedger): Promise<string> {
  for await (const { hash } of sourceOf(ledger).blocks(0)) return channelId({ name: ledger.host.network.channel, genesisHash: hash });
  throw new Fault('UNAVAILABLE', { reason: 'NO_BLOCKS' });
}

/** The contract of the settings. @throws Fault CONDITION_UNMET {condition: 'notary-settings-name-a-contract'} */
export function contractOf({ contract }: Pick<NotarySettings, 'contract'>): string {
  if (contract === null) throw new Fault('CONDITION_UNMET', { condition: 'notary-settings-name-a-contract' });
  return contract;
}

/** The organisation of this application that may notarise; null where there is none. */
function notaryIn({ host: { hosted, network } }: NotarisedLedger): Msp | null {
  const found = ROLES.flatMap((role) => network.organisations.filter((each) => each.role === role && hosted.includes(each.msp)));
  return found[0]?.msp ?? null;
}

/** The blocks as an organisation of this application reads them: what is notarised of them is the same for every one. */
function sourceOf(ledger: NotarisedLedger): BlockSource {
  const msp = notaryIn(ledger) ?? ledger.host.hosted[0];
  if (msp === undefined) throw new Error('an application is of some organisation');
  return ledger.host.stream(msp);
}

const journalOf = ({ folder }: NotarisedLedger): NotaryJournal => fileJournal(join(folder, JOURNAL));

import { Fault, faultIn } from '@tierline/chaincode/api';
import type { BlockSource } from '../../ports/ledger';
import type {
  Batch,
  ChainLook,
  Fees,
  NotarisedRoot,
  NotaryJournal,
  NotaryPhase,
  NotaryReport,
  NotarySettings,
  RootChain,
  SentRoot,
  SignedRoot,
} from '../../ports/notary';
import { isRealRoot } from './checking';
import { Counts } from './counts';
import { offeredFees, raisedFees } from './fees';
import { Gathering, NO_ROOT, type Waiting } from './gathering';
import { nextBlock } from './standing';

/** Attempts of one transaction that are remembered. */
const MAX_ATTEMPTS = 30;
/** Times that a fee is raised in one go, over what waits under the same number. */
const MAX_RAISES = 40;
/** What the contract says when another root has just been added to the line. */
const OVERTAKEN = ['NotNext', 'WrongPreviousRoot'];

/** What a notary works with. */
export interface NotaryParts {
  readonly source: BlockSource;
  readonly chain: RootChain;
  readonly journal: NotaryJournal;
  readonly settings: NotarySettings;
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
  /** Told what those who run it should see. */
  readonly alarm: (line: string) => void;
}

/**
 * Publishes the roots of a ledger's blocks, one transaction after the other. Where the line of roots ends, the chain alone says:
 * whatever is lost here, the next turn goes on from there, and the contract takes no root twice and none out of line.
 */
export class Notary {
  readonly #gathering: Gathering;
  readonly #counts = new Counts();
  #phase: NotaryPhase = 'STARTING';
  #look: ChainLook | null = null;
  #sent: SentRoot | null = null;
  #height = 0;
  #waiting: Waiting = { entries: 0, sinceMs: null, blocks: 0, isFull: false };
  /** What was offered under a number that may wait at the nodes still. */
  #given: SignedRoot | null = null;
  /** The newest root that is known to be this ledger's. */
  #checked: string | null = null;

  constructor(private readonly parts: NotaryParts) {
    this.#gathering = new Gathering(parts.source);
  }

  /** How it is getting on, as of its last turn. */
  report(): Omit<NotaryReport, 'fault'> {
    const { chain, settings } = this.parts;
    const next = nextBlock(this.#look, settings);
    return {
      phase: this.#phase,
      place: chain.place,
      look: this.#look,
      ledgerHeight: this.#height,
      blocksBehind: Math.max(0, this.#height - next),
      waiting: this.#waiting.entries,
      sent: this.#sent,
      counts: this.#counts.now,
    };
  }

  /**
   * Looks at chain and ledger once and does what is to be done next.
   * @throws Fault UNAVAILABLE {reason: 'RPC'}; NOT_AUTHORISED; CONDITION_UNMET; what the ledger throws
   */
  async turn(): Promise<NotaryPhase> {
    const { chain, journal, source } = this.parts;
    this.#sent = await journal.read(chain.place);
    const look = await chain.look(this.#sent?.batch.root ?? null);
    this.#look = look;
    this.#height = await source.height();
    this.#phase = (await this.#followed(look)) ?? (await this.#next(look));
    return this.#phase;
  }

  /** What comes of the transaction under way; null when none is, or no more. */
  async #followed(look: ChainLook): Promise<NotaryPhase | null> {
    const sent = this.#sent;
    if (sent === null) return null;
    if (look.standing === 'CONFIRMED') return this.#over('confirmed', sent);
    if (look.standing === 'SEEN') {
      if (!sent.isSeen) await this.#keep({ ...sent, isSeen: true });
      return 'CONFIRMING';
    }
    if (sent.isSeen) {
      this.#counts.add('reorganised');
      this.parts.alarm(`the chain was reorganised: the root of blocks ${rangeOf(sent.batch)} is gone from it and is sent again`);
      await this.#keep({ ...sent, isSeen: false });
    }
    if ((look.newest?.root ?? NO_ROOT) !== sent.batch.previousRoot) return this.#over('overtaken', sent);
    if (look.nonce > numberOf(sent)) {
      this.parts.alarm(`a transaction is in the chain without its root: blocks ${rangeOf(sent.batch)}`);
      return this.#over('failed', sent);
    }
    return this.#pushed({ ...sent, isSeen: false }, look);
  }

  async #over(how: 'confirmed' | 'overtaken' | 'failed', sent: SentRoot): Promise<null> {
    await this.#keep(null);
    this.#counts.add(how);
    this.#given = sent.attempts.at(-1) ?? null;
    if (how !== 'confirmed') return null;
    this.#counts.add('entries', sent.entries);
    this.#checked = sent.batch.root;
    return null;
  }

  /** Sees to it that a transaction comes into the chain: gives it to the nodes again, or replaces it. */
  async #pushed(sent: SentRoot, look: ChainLook): Promise<NotaryPhase> {
    const { chain, settings, now } = this.parts;
    const last = lastOf(sent);
    if (!(await chain.isKnown(last.hash)) && (await chain.broadcast(last)) === 'TAKEN') this.#counts.add('resent');
    if (now() - sent.atMs < settings.replaceAfterMs) return 'SENT';
    const fees = raisedFees(last.fees, look.asked, settings.maxFeePerGas);
    if (fees === null) return 'WAITING_FOR_FEES';
    this.#counts.add('replaced');
    return this.#give(sent, { gas: last.gas, nonce: last.nonce, fees });
  }

  /** Sends the next batch when one is due. */
  async #next(look: ChainLook): Promise<NotaryPhase> {
    const { newest, confirmed } = look;
    if (newest?.root !== confirmed?.root) return 'CONFIRMING';
    if (confirmed !== null) await this.#requireOwn(confirmed);
    const from = nextBlock(look, this.parts.settings);
    this.#waiting = await this.#gathering.readFrom(from);
    this.#height = Math.max(this.#height, from + this.#waiting.blocks);
    if (this.#waiting.entries === 0) return 'IDLE';
    return this.#isDue() ? this.#send(look) : 'GATHERING';
  }

  /** Looks once whether the newest root is the one of this ledger. @throws Fault CONDITION_UNMET where the ledger has not its blocks */
  async #requireOwn(confirmed: NotarisedRoot): Promise<void> {
    const { source, alarm } = this.parts;
    const { toBlock: notarised, root } = confirmed;
    if (notarised >= this.#height)
      throw new Fault('CONDITION_UNMET', { condition: 'ledger-holds-notarised-blocks', notarised, height: this.#height });
    if (root === this.#checked) return;
    if (!(await isRealRoot(source, confirmed)))
      alarm(`the notarised root of blocks ${rangeOf(confirmed)} is not that of this ledger: ${root}`);
    this.#checked = root;
  }

  #isDue(): boolean {
    const { settings, now } = this.parts;
    const { blocks, isFull, sinceMs } = this.#waiting;
    return isFull || blocks >= settings.everyBlocks || (sinceMs !== null && now() - sinceMs >= settings.everyMs);
  }

  async #send(look: ChainLook): Promise<NotaryPhase> {
    const { account, channel } = this.parts.chain.place;
    if (!look.isNotary) throw new Fault('NOT_AUTHORISED', { need: 'a registered notary', account, channel });
    const fees = this.#feesFor(look);
    if (fees === null) return 'WAITING_FOR_FEES';
    const batch = await this.#gathering.batch(look.confirmed);
    const gas = await this.#gasOf(batch);
    if (gas === null) return 'CONFIRMING';
    const [have, need] = [look.balanceWei, gas * fees.maxFeePerGas];
    if (have < need) {
      throw new Fault('CONDITION_UNMET', { condition: 'notary-balance', account, have: String(have), need: String(need) });
    }
    this.#counts.add('sent');
    return this.#give({ batch, entries: this.#waiting.entries, attempts: [] }, { gas, nonce: look.nonce, fees });
  }

  /** More than what waits under the same number offers, where something does. */
  #feesFor({ asked, nonce }: ChainLook): Fees | null {
    const most = this.parts.settings.maxFeePerGas;
    const given = this.#given;
    return given !== null && given.nonce === nonce ? raisedFees(given.fees, asked, most) : offeredFees(asked, most);
  }

  /** Null when another notary has just been faster. */
  async #gasOf(batch: Batch): Promise<bigint | null> {
    try {
      return await this.parts.chain.gasOf(batch);
    } catch (error) {
      const problem = faultIn(error)?.details['problem'];
      if (typeof problem !== 'string' || !OVERTAKEN.includes(problem)) throw error;
      this.#counts.add('overtaken');
      return null;
    }
  }

  /** Signs, notes and sends, in this order: what was sent is never forgotten. Offers more where something else waits. */
  async #give({ batch, entries, attempts }: Pick<SentRoot, 'batch' | 'entries' | 'attempts'>, offer: Offer): Promise<NotaryPhase> {
    const { chain, settings, now } = this.parts;
    let [offered, made] = [offer, attempts];
    for (let raises = 0; raises < MAX_RAISES; raises += 1) {
      const signed = await chain.sign(batch, offered.nonce, offered.gas, offered.fees);
      made = [...made, signed].slice(-MAX_ATTEMPTS);
      await this.#keep({ place: chain.place, batch, entries, attempts: made, atMs: now(), isSeen: false });
      if ((await chain.broadcast(signed)) !== 'UNDERPRICED') return 'SENT';
      const fees = raisedFees(offered.fees, (this.#look as ChainLook).asked, settings.maxFeePerGas);
      if (fees === null) return 'WAITING_FOR_FEES';
      offered = { ...offered, fees };
    }
    return 'WAITING_FOR_FEES';
  }

  async #keep(sent: SentRoot | null): Promise<void> {
    await this.parts.journal.write(sent);
    this.#sent = sent;
  }
}

interface Offer {
  readonly nonce: number;
  readonly gas: bigint;
  readonly fees: Fees;
}

const rangeOf = ({ fromBlock, toBlock }: Pick<Batch, 'fromBlock' | 'toBlock'>): string => `${fromBlock} to ${toBlock}`;

function lastOf({ attempts }: SentRoot): SignedRoot {
  const last = attempts.at(-1);
  if (last === undefined) throw new Error('what was sent has an attempt');
  return last;
}

const numberOf = (sent: SentRoot): number => lastOf(sent).nonce;

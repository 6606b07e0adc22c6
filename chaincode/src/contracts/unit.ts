import type { Context } from 'fabric-contract-api';
import type { ChaincodeStub } from 'fabric-shim';
import { programCollection, pairCollection } from '../domain/collectionNames';
import type { Caller, Company } from '../domain/company';
import {
  judgeGiven,
  verifyConsent,
  wanted,
  type Consent,
  type ConsentDraft,
  type ConsentWanted,
  type VerifiedConsent,
} from '../domain/consent';
import { Fault } from '../domain/fault';
import { Judge } from '../domain/judge';
import { instantOf } from '../domain/instant';
import { businessTime, type Program } from '../domain/program';
import { calledChaincode } from '../state/calledChaincode';
import { callerOf, certified, founderOf, type Certified } from '../state/caller';
import { foreseen } from '../state/foreseen';
import { Journal } from '../state/journal';
import { nodeNow } from '../state/nodeClock';
import { PairBook } from '../state/pairBook';
import { ProgramBook } from '../state/programBook';
import { Register } from '../state/register';
import { Space } from '../state/space';

/** How far a transaction's timestamp may be from the endorsing node's clock. */
const TIME_WINDOW_MS = 300_000;

/** One transaction at work: who calls, when, what is known, and what will be written. */
export class Unit {
  readonly #spaces = new Map<string, Promise<Space>>();
  readonly #books = new Map<string, Promise<ProgramBook>>();

  #consent: VerifiedConsent | null = null;
  #wanted: ConsentWanted | null = null;

  private constructor(
    readonly stub: ChaincodeStub,
    readonly holder: Certified,
    readonly journal: Journal,
    readonly judge: Judge,
    /** 32 bytes, hex. */
    readonly salt: string,
    /** The transaction's timestamp, milliseconds since 1970 UTC. */
    readonly timestampMs: number,
  ) {}

  /** Begins a transaction. @throws Fault MALFORMED (salt), CONDITION_UNMET (clock), NOT_AUTHORISED (certificate). */
  static begin(ctx: Context): Unit {
    const transient = ctx.stub.getTransient();
    const salt = transient.get('salt');
    if (salt === undefined || salt.length !== 32) throw new Fault('MALFORMED', { field: 'salt', limit: '32 bytes' });
    const timestampMs = requireNow(ctx.stub);
    const saltHex = Buffer.from(salt).toString('hex');
    const judge = new Judge(transient.has('dryRun'));
    return new Unit(ctx.stub, certified(ctx.clientIdentity), new Journal(ctx.stub, saltHex), judge, saltHex, timestampMs);
  }

  get register(): Register {
    return new Register(this.journal);
  }

  /** The caller, checked against the register. @throws Fault NOT_AUTHORISED */
  caller(): Promise<Caller> {
    return callerOf(this.holder, this.register);
  }

  /** The caller of the founding. @throws Fault NOT_AUTHORISED */
  founder(companies: readonly Company[]): Caller {
    return founderOf(this.holder, companies);
  }

  /** A private collection. @throws Fault NOT_FOUND when nothing was opened there. */
  space(collection: string): Promise<Space> {
    const known = this.#spaces.get(collection) ?? Space.open(this.journal, collection);
    this.#spaces.set(collection, known);
    return known;
  }

  /** Makes the first record of a private collection. @throws Fault WRONG_STATE when there is one. */
  createSpace(collection: string): Promise<Space> {
    const made = Space.create(this.journal, collection, this.salt);
    this.#spaces.set(collection, made);
    return made;
  }

  /** The records of a program, with its rules and its time. @throws Fault NOT_FOUND */
  book(program: string): Promise<ProgramBook> {
    const known = this.#books.get(program) ?? this.#openBook(program);
    this.#books.set(program, known);
    return known;
  }

  async #openBook(id: string): Promise<ProgramBook> {
    const opened = foreseen(this.space(programCollection(id)));
    const head = await this.register.head(id);
    const space = await opened;
    const program = await space.get<Program>('PROGRAM', id);
    const calendar = foreseen(this.register.calendar(program.currency, program.calendarVersion));
    return new ProgramBook(space, {
      head,
      program,
      policy: await this.register.policy(program.policyVersion),
      calendar: await calendar,
      time: businessTime(this.timestampMs, head, program.utcOffsetMinutes),
    });
  }

  /** The signed word that allowed this transaction, once {@link hear}d; null where there was none. */
  get consent(): VerifiedConsent | null {
    return this.#consent;
  }

  /** What must be signed for this transaction, once {@link hear}d; null where it is no decisive act. */
  get wantedConsent(): ConsentWanted | null {
    return this.#wanted;
  }

  /** Where a signature counts: in this network, on this channel, for this chaincode. */
  async place(): Promise<{ readonly network: string | null; readonly channel: string; readonly chaincode: string }> {
    const founding = await this.register.founding();
    return { network: founding?.network ?? null, channel: this.stub.getChannelID(), chaincode: calledChaincode(this.stub) };
  }

  /** Hears the person who acts: his signature over what is about to be done, where the program asks for one. @throws Fault CONSENT_REFUSED */
  async hear(
    program: Program,
    caller: Caller,
    input: { readonly requestId: string; readonly consent?: Consent | undefined },
    draft: ConsentDraft,
  ): Promise<void> {
    // What is neither asked for nor given costs no reading of keys: most transactions.
    if (!this.judge.surveys && input.consent === undefined) return judgeGiven(this.judge, program, draft);
    const [place, keys] = await Promise.all([this.place(), this.register.findKeys(caller.company.id)]);
    const ground = { ...place, caller, program, keys, requestId: input.requestId, now: instantOf(this.timestampMs) };
    if (this.judge.surveys) this.#wanted = wanted(ground, draft);
    if (input.consent !== undefined) this.#consent = verifyConsent(this.judge, ground, draft, input.consent);
  }

  /** The records of a bank and a host. @throws Fault NOT_FOUND when the pair was never opened. */
  async pair(bankMsp: string, hostMsp: string): Promise<PairBook> {
    return new PairBook(await this.space(pairCollection(bankMsp, hostMsp)), bankMsp, hostMsp);
  }
}

/** A timestamp far from this node's clock would let a client choose his time. */
function requireNow(stub: ChaincodeStub): number {
  const { seconds, nanos } = stub.getTxTimestamp();
  const timestampMs = Number(seconds) * 1000 + Math.floor(nanos / 1_000_000);
  if (Math.abs(timestampMs - nodeNow(stub)) > TIME_WINDOW_MS)
    throw new Fault('CONDITION_UNMET', { condition: 'clock', limitMs: TIME_WINDOW_MS });
  return timestampMs;
}

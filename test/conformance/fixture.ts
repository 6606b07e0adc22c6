import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import { Fault, type FaultCode, type Msp } from '@tierline/chaincode/api';
import { LedgerBug } from '@tierline/client-app/dist/ports/ledgerBug';
import type { Committed, CommittedBlock, CommittedTransaction, Json, Ledger, LedgerHost } from '@tierline/client-app/dist/ports/ledger';
import { CONFORMANCE_NETWORK, USUAL } from '../support/conformanceNetwork';
import { RUN, type Step } from '../support/script';

/** What an adapter gives to be tested: the conformance network with the conformance contract on every peer. */
export interface LedgerFactory {
  open(): Promise<LedgerHost>;
  /** Runs work during which all transactions of one identity get one and the same id; a string is the reason why it cannot. */
  readonly withOneTransactionId: (<T>(work: () => Promise<T>) => Promise<T>) | string;
  /** The tests that this ledger does not pass, by title, each with the reason. None by default. */
  readonly gaps?: ReadonlyMap<string, string>;
}

/** The ledger under test, with one person of each organisation. */
export class LedgerUnderTest {
  private ledgers = new Map<Msp, Ledger>();
  private opened: LedgerHost | null = null;
  private count = 0;
  private readonly run = randomBytes(4).toString('hex');

  constructor(readonly factory: LedgerFactory) {}

  async open(): Promise<void> {
    this.opened = await this.factory.open();
    for (const { name, msp } of CONFORMANCE_NETWORK.organisations) {
      const attributes = { company: `${name}-1`, roles: ['maker', 'checker'], person: `${name}-P1` };
      this.ledgers.set(msp, this.host.connect(await this.host.identities.enrol(msp, `ana.${name.toLowerCase()}`, attributes)));
    }
  }

  async close(): Promise<void> {
    await this.host.close();
  }

  get host(): LedgerHost {
    if (this.opened === null) throw new Error('the ledger is not open');
    return this.opened;
  }

  /** The connection of one organisation's person. */
  as(msp: Msp): Ledger {
    const ledger = this.ledgers.get(msp);
    if (ledger === undefined) throw new Error(`${msp} has no person`);
    return ledger;
  }

  /** A key that no other test uses. */
  key(name: string): string {
    this.count += 1;
    return `${this.run}-${String(this.count).padStart(4, '0')}-${name}`;
  }

  /** Submits a script in the name of the host's person. */
  submit(steps: readonly Step[], endorsers: readonly Msp[] = USUAL, msp: Msp = USUAL[0] ?? ''): Promise<Committed> {
    return this.as(msp).submit(RUN, steps, endorsers);
  }

  /** The results of a script that is only evaluated. */
  async evaluate(steps: readonly Step[], msp: Msp = USUAL[0] ?? '', at: Msp = msp): Promise<readonly Json[]> {
    return (await this.as(msp).evaluate(RUN, steps, { at })) as readonly Json[];
  }

  /** The result of one step that is only evaluated. */
  async look(step: Step, msp?: Msp, at?: Msp): Promise<Json> {
    return (await this.evaluate([step], msp, at))[0] ?? null;
  }

  /** All blocks from a number as one organisation sees them. */
  async blocks(msp: Msp, from = 0): Promise<readonly CommittedBlock[]> {
    const found: CommittedBlock[] = [];
    for await (const block of this.as(msp).blocks(from)) found.push(block);
    return found;
  }

  /** A committed transaction as one organisation sees it. */
  async transaction(id: unknown, msp: Msp): Promise<CommittedTransaction> {
    const found = (await this.blocks(msp)).flatMap(({ transactions }) => transactions).filter((transaction) => transaction.id === id);
    expect(found).to.have.lengthOf(1);
    return found[0] as CommittedTransaction;
  }
}

/** The fault with which a call is refused; fails when it is not refused with that code. */
export async function refusal(call: Promise<unknown>, code: FaultCode): Promise<Fault> {
  const error = await thrown(call);
  expect(error).to.be.instanceOf(Fault);
  expect((error as Fault).code).to.equal(code);
  return error as Fault;
}

/** The bug as which a call fails; fails when it succeeds or is refused with a fault. */
export async function bug(call: Promise<unknown>): Promise<LedgerBug> {
  const error = await thrown(call);
  expect(error).to.be.instanceOf(LedgerBug);
  return error as LedgerBug;
}

/**
 * How a call fails that wants a value which its peer does not hold. Fabric's peer says the same whether its organisation is no
 * member or the value has not arrived yet.
 */
export async function withheld(call: Promise<unknown>): Promise<void> {
  const error = await thrown(call);
  const outcome = error instanceof Fault ? error.code : error instanceof LedgerBug ? 'BUG' : String(error);
  expect(outcome).to.be.oneOf(['BUG', 'UNAVAILABLE', 'ENDORSEMENT_MISMATCH']);
}

/** How several calls ended: `OK`, or the code of the fault, in order. */
export async function endings(calls: readonly Promise<unknown>[]): Promise<readonly string[]> {
  const settled = await Promise.allSettled(calls);
  return settled.map((one) => (one.status === 'fulfilled' ? 'OK' : one.reason instanceof Fault ? one.reason.code : String(one.reason)));
}

/** Repeats a call that loses a race, at most `times`. */
export async function insisting<T>(call: () => Promise<T>, times = 5): Promise<T> {
  try {
    return await call();
  } catch (error) {
    const lost = error instanceof Fault && ['MVCC_CONFLICT', 'PHANTOM_CONFLICT', 'ENDORSEMENT_MISMATCH'].includes(error.code);
    if (!lost || times <= 1) throw error;
    return insisting(call, times - 1);
  }
}

async function thrown(call: Promise<unknown>): Promise<unknown> {
  try {
    await call;
  } catch (error) {
    return error;
  }
  return expect.fail('the call succeeded');
}

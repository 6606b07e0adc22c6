import { DemoKeys } from './demoKeys';
import { businessDate, daysBetween, following, TRANSACTIONS, type Calendar } from '@tierline/chaincode/api';
import type { Calendars } from '../../ports/calendars';
import { planAsk } from '../asking';
import { checkSteps, confirmSteps, UNDERTAKING_DIGEST } from '../confirming';
import { deskIn, type Desk } from '../desk';
import { documentWith } from '../documents';
import { execute } from '../execute';
import { createProgram, foundNetwork, onboardCompanies, ownCompany, type NewCompany } from '../founding';
import { planPayment } from '../paying';
import type { Sessions } from '../session';
import type { Step } from '../step';
import { completeDeal, offerOf, setLimits, takeOffer } from './finance';
import { Stage, type Progress } from './stage';

/** What a server's first start plays. */
export interface SeedSetting {
  readonly sessions: Sessions;
  readonly calendars: Calendars;
  readonly progress: Progress;
  /** Milliseconds since 1970 UTC. */
  readonly nowMs: number;
}

/** The program that it plays in. */
export const SEED_PROGRAM = 'DEMO-CNY';
const CURRENCY = 'CNY';
/** China's zone, minutes east of Greenwich. */
const CHINA_MINUTES = 480;
/** The business date on which the demonstration begins, and how it goes on. */
const FIRST_DAY = '2026-03-02';
const FIRST_DUE = '2026-04-20';
const SECOND_DUE = '2026-06-22';
const THIRD_DUE = '2026-08-24';
const LAST_DAY = '2026-04-27';
const MINIMUM_MINOR = 10_000n;
const LIMIT_MINOR = 9_000_000_000n;
const DAYS_FOR_OFFERS = 2;

const SUPPLIERS: readonly (readonly [string, string])[] = [
  ['SUP-01', 'Hengda Precision Parts'],
  ['SUP-02', 'Jiaxing Castings'],
  ['SUP-03', 'Ruian Fasteners'],
  ['SUP-04', 'Taizhou Coatings'],
];

/**
 * Founds a network and leaves a program in the middle of its life, with something in every state and something to do for
 * everybody: receivables to check, to confirm and overdue; a payment to accept; an ask with two offers; a deal to register.
 */
export async function seed(setting: SeedSetting): Promise<void> {
  const { sessions, progress } = setting;
  await foundNetwork(sessions);
  progress('network founded');
  const stage = await openStage(setting);
  await onboardCompanies(
    sessions,
    SUPPLIERS.map(([id, name]) => supplier(id, name, stage.members.host)),
  );
  progress(`program ${SEED_PROGRAM} opened, ${SUPPLIERS.length} suppliers onboarded`);
  const play = new SeedPlay(stage, setting.nowMs);
  await play.confirmFirst();
  progress('receivables submitted, checked and confirmed');
  await play.passDown();
  progress('tokens passed down two tiers');
  await play.fallDue();
  progress(`the first receivables fell due, one is overdue in part, one in full; business date ${LAST_DAY}`);
  await play.sell();
  progress('one sale paid out, one with offers waiting, one to be registered');
  await play.leaveWork();
}

function supplier(id: string, name: string, hostMsp: string): NewCompany {
  const identity = { scheme: 'LOCAL', value: id } as const;
  return { id, name, identity, roles: ['supplier'], hostMsp, sizeClass: 'SMALL', group: null, parent: null };
}

async function openStage({ sessions, calendars, progress, nowMs }: SeedSetting): Promise<Stage> {
  const members = sessions.network.programs.find(({ id }) => id === SEED_PROGRAM);
  const core = sessions.network.organisations.find(({ msp }) => msp === members?.core);
  if (members === undefined || core === undefined) throw new Error(`the network file has the program ${SEED_PROGRAM}`);
  const today = businessDate(nowMs, CHINA_MINUTES, 0);
  const calendar: Calendar = await calendars(CURRENCY);
  await createProgram(sessions, calendars, {
    program: SEED_PROGRAM,
    name: 'Demonstration',
    mode: 'DEMO',
    clockOffsetDays: daysBetween(today, FIRST_DAY),
    core: ownCompany(core),
    currency: CURRENCY,
    dayCount: 'ACT/360',
    utcOffsetMinutes: CHINA_MINUTES,
    termDays: 60,
    maxTier: 4,
    minimumTokenMinor: MINIMUM_MINOR,
    recourse: true,
    payoutDays: 3,
    graceDays: 5,
    lateContract: null,
  });
  return new Stage(sessions, members, CURRENCY, calendar, MINIMUM_MINOR, progress, today, FIRST_DAY, new DemoKeys(sessions, null));
}

/** The acts of the seed. */
class SeedPlay {
  #invoices = 0;

  constructor(
    private readonly stage: Stage,
    private readonly nowMs: number,
  ) {}

  get #core(): string {
    const { organisations } = this.stage.sessions.network;
    return ownCompany(organisations.find(({ msp }) => msp === this.stage.members.core) ?? { name: '' });
  }

  /** Twelve receivables of three suppliers, due in three months, all confirmed. */
  async confirmFirst(): Promise<void> {
    const ids = [
      ...(await this.#submit('SUP-01', 'SEED-0001', FIRST_DUE, [8_000_000n, 12_500_000n, 4_200_000n])),
      ...(await this.#submit('SUP-01', 'SEED-0002', SECOND_DUE, [30_000_000n, 18_750_050n, 9_999_999n])),
      ...(await this.#submit('SUP-02', 'SEED-0003', SECOND_DUE, [6_400_000n, 15_000_000n])),
      ...(await this.#submit('SUP-03', 'SEED-0004', THIRD_DUE, [22_000_000n, 7_700_000n, 5_500_000n, 1_234_567n])),
    ];
    await this.#all(await this.#desk('maker', this.#core), checkSteps(SEED_PROGRAM, ids));
    await this.#all(await this.#desk('checker', this.#core), confirmSteps(SEED_PROGRAM, ids, UNDERTAKING_DIGEST));
  }

  /** Payments with tokens: accepted on two tiers. */
  async passDown(): Promise<void> {
    await this.#accept('SUP-02', await this.#pay('SUP-01', 'SUP-02', 10_000_000n));
    await this.#accept('SUP-04', await this.#pay('SUP-02', 'SUP-04', 3_500_000n));
    await this.#accept('SUP-03', await this.#pay('SUP-01', 'SUP-03', 6_000_000n));
  }

  /** One sale goes through, one waits for the bank, one for the seller's choice. */
  async sell(): Promise<void> {
    const { stage } = this;
    await setLimits(stage, this.#core, LIMIT_MINOR);
    const paid = await this.#taken('SUP-01', 12_000_000n, 0);
    await completeDeal(stage, 'SUP-01', paid.ask, paid.offer, 0);
    await this.#taken('SUP-02', 5_000_000n, 1);
    const open = await this.#ask('SUP-03', 20_000_000n);
    for (const bank of stage.members.banks.keys()) await offerOf(stage, open, bank, DAYS_FOR_OFFERS);
  }

  /** The first receivables are paid, in part, and not at all. */
  async fallDue(): Promise<void> {
    await this.stage.goTo(following(this.stage.calendar, FIRST_DUE));
    const bank = await this.stage.bank('maker', 0);
    const arrived = [
      { receivable: 'SEED-0001-01', bankReference: 'BR-2026-0001', receivedMinor: 8_000_000n },
      { receivable: 'SEED-0001-02', bankReference: 'BR-2026-0002', receivedMinor: 5_000_000n },
    ];
    for (const each of arrived) {
      await execute(bank, TRANSACTIONS.settlement.settle, { program: SEED_PROGRAM, ...each, interestMinor: 0n });
    }
    await this.stage.goTo(LAST_DAY);
  }

  /** What the people of the demonstration find to do. */
  async leaveWork(): Promise<void> {
    const waiting = await this.#submit('SUP-04', 'SEED-0005', THIRD_DUE, [3_300_000n, 2_150_000n]);
    const checked = await this.#submit('SUP-02', 'SEED-0006', THIRD_DUE, [11_000_000n, 4_450_000n]);
    await this.#all(await this.#desk('maker', this.#core), checkSteps(SEED_PROGRAM, checked));
    await this.#pay('SUP-01', 'SUP-04', 2_500_000n);
    this.stage.progress(`${waiting.length} receivables to check, ${checked.length} to confirm, one payment to accept`);
  }

  async #desk(person: 'maker' | 'checker', company: string): Promise<Desk> {
    return deskIn(await this.stage.as(person, company), SEED_PROGRAM, null, this.nowMs);
  }

  async #all({ session }: Desk, steps: readonly Step[]): Promise<void> {
    for (const each of steps) await each.execute(session);
  }

  async #invoice(amountMinor: bigint) {
    this.#invoices += 1;
    const number = `INV-2026-${String(this.#invoices).padStart(4, '0')}`;
    return documentWith({ type: 'INVOICE', number, issueDate: '2026-02-20', amountMinor }, null);
  }

  async #submit(creditor: string, id: string, dueDate: string, amounts: readonly bigint[]): Promise<string[]> {
    const claims = [];
    for (const faceMinor of amounts) {
      claims.push({ documents: [await this.#invoice(faceMinor)], faceMinor, deliveryDate: '2026-02-20', dueDate });
    }
    await execute(await this.stage.as('maker', creditor), TRANSACTIONS.receivable.submit, {
      program: SEED_PROGRAM,
      schedules: [{ id, creditor, debtor: this.#core, claims }],
    });
    return amounts.map((_amount, index) => `${id}-${String(index + 1).padStart(2, '0')}`);
  }

  /** Pays with tokens; answers the transfer. */
  async #pay(payer: string, payee: string, amountMinor: bigint): Promise<string> {
    const desk = await this.#desk('maker', payer);
    const { number, issueDate } = await this.#invoice(amountMinor);
    const document = { number, issueDate, amountMinor, file: null };
    const { step, transfer } = await planPayment(desk, { amountMinor, payee, document, expiresAt: null, transfer: null, requestId: null });
    await this.#all(desk, step === null ? [] : [step]);
    return transfer;
  }

  async #accept(payee: string, transfer: string): Promise<void> {
    const session = await this.stage.as('maker', payee);
    await execute(session, TRANSACTIONS.token.accept, { program: SEED_PROGRAM, transfers: [transfer] });
  }

  async #ask(seller: string, amountMinor: bigint): Promise<string> {
    const desk = await this.#desk('maker', seller);
    const wanted = { what: { amountMinor }, recourse: false, deadline: null, ask: null, requestId: null };
    const { ask, steps } = await planAsk(desk, wanted);
    await this.#all(desk, steps);
    return ask;
  }

  /** An ask whose one offer the seller takes. */
  async #taken(seller: string, amountMinor: bigint, bank: number): Promise<{ readonly ask: string; readonly offer: string }> {
    const ask = await this.#ask(seller, amountMinor);
    const offer = await offerOf(this.stage, ask, bank, DAYS_FOR_OFFERS);
    await takeOffer(this.stage, seller, ask, offer, bank);
    return { ask, offer };
  }
}

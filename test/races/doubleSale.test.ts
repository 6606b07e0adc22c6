import { TRANSACTIONS } from '@tierline/chaincode/api';
import type { Order } from '@tierline/client-app/dist/app/ordering';
import type { Session } from '@tierline/client-app/dist/app/session';
import { expect } from 'chai';
import { act, allow } from '../support/sale';
import { PAIR_A, PAIR_B, PROGRAM, World } from '../support/world';
import { auditFindings, manyReceivables, tokenOf } from './manyTokens';
import { addUp, contender, MODES, run, Tally, winnerOf, type Contender, type Race } from './racing';

const { financing } = TRANSACTIONS;
const DEADLINE = '2026-03-10T00:00:00Z';
/** 12 schedules asked for twice, four with the offers of two banks, four with two offers of one bank, in each mode: 1,000 races. */
const ASKED_TWICE = 12;
const TAKEN_TWICE = 4;

/** What the losers are told. */
const TOLD = { execute: 'WRONG_STATE', submit: 'MVCC_CONFLICT' } as const;

const askOrder = (ask: string, receivable: string): Order<typeof financing.ask.input> => ({
  program: PROGRAM,
  ask,
  kind: 'SALE',
  recourse: false,
  deadline: DEADLINE,
  tokens: [tokenOf(receivable)],
  heldBack: [],
});

/** An offer, open to the end of the ask. */
interface Offered {
  readonly pair: typeof PAIR_A;
  readonly bank: string;
  readonly offer: string;
}

describe('a token that is sold twice at once', function () {
  this.timeout(300_000);
  let world: World;
  let maker: Session;
  let checker: Session;
  before(async () => {
    world = await World.found();
    await allow(world);
    const limit = { core: 'CORE-01', currency: 'CNY', ceilingMinor: 10n ** 12n, expiresOn: '2026-12-31' };
    await act(world, 'checker@BANK-B-01', financing.setLimit, { ...PAIR_B, ...limit });
    maker = await world.as('maker@SUP-01');
    checker = await world.as('checker@SUP-01');
  });
  after(() => world.end());

  /** Asks for a receivable's token and lets banks offer for it. */
  async function offeredFor(receivable: string, offers: readonly Offered[]): Promise<void> {
    await act(world, 'maker@SUP-01', financing.ask, askOrder(`ASK-${receivable}`, receivable));
    for (const { pair, bank, offer } of offers) {
      const price = { ratePpm: 45_000, feesMinor: 0n, valueDate: '2026-03-03', validUntil: DEADLINE, tenorNote: null, relatedNote: null };
      await act(world, `maker@${bank}`, financing.offer, { ...pair, ask: `ASK-${receivable}`, offer, ...price });
    }
  }

  const take = (who: Session, receivable: string, { pair, offer }: Offered): Contender =>
    contender(`${pair.bankMsp} by the ${who.attributes.person}`, who, financing.take, {
      ...pair,
      ask: `ASK-${receivable}`,
      offer,
      account: 'CN-ACCT-1',
      reason: 'The other offer came too late.',
    });

  function expectOneWinner(races: readonly Race[], told: string): void {
    expect(races.filter((race) => winnerOf(race) === null)).to.deep.equal([]);
    const losers = races.flatMap(({ endings }) => endings.filter(({ ending }) => ending !== 'DONE'));
    expect([...new Set(losers.map(({ ending }) => ending))]).to.deep.equal([told]);
  }

  for (const mode of MODES) {
    const prefix = mode.toUpperCase();

    it(`goes into one ask when maker and checker ask at once, by ${mode}`, async () => {
      const wins = new Tally();
      for (const [wave, receivables] of (await manyReceivables(world, `${prefix}-ASK`, ASKED_TWICE)).entries()) {
        const asks = receivables.map((id) => [
          contender('maker', maker, financing.ask, askOrder(`ASK-${id}-M`, id)),
          contender('checker', checker, financing.ask, askOrder(`ASK-${id}-C`, id)),
        ]);
        const races = await run(wave % 2 === 0 ? asks : asks.map((each) => each.toReversed()), mode, 'at once');
        expectOneWinner(races, TOLD[mode]);
        addUp(races, wins, new Tally());
      }
      console.log(`        won: ${wins.toString()}`);
      expect(wins.names()).to.deep.equal(['checker', 'maker']);
    });

    /** One race after the other: each take reserves a part of the one limit of its bank. */
    const takenTwice = async (kind: string, second: Omit<Offered, 'offer'>, taker: () => Session): Promise<void> => {
      const wins = new Tally();
      const receivables = (await manyReceivables(world, `${prefix}-${kind}`, TAKEN_TWICE)).flat();
      for (const [index, receivable] of receivables.entries()) {
        const offers = [
          { pair: PAIR_A, bank: 'BANK-A-01', offer: `OFF-${receivable}-1` },
          { ...second, offer: `OFF-${receivable}-2` },
        ] as const;
        await offeredFor(receivable, offers);
        const takes = [take(maker, receivable, offers[0]), take(taker(), receivable, offers[1])];
        const races = await run([index % 2 === 0 ? takes : takes.toReversed()], mode, 'at once');
        expectOneWinner(races, TOLD[mode]);
        addUp(races, wins, new Tally());
      }
      console.log(`        won: ${wins.toString()}`);
      expect(wins.names()).to.have.lengthOf(2);
    };

    it(`becomes the deal of one bank when the offers of two banks are taken at once, by ${mode}`, () =>
      takenTwice('BANKS', { pair: PAIR_B, bank: 'BANK-B-01' }, () => maker));

    it(`becomes one deal when two offers of one bank are taken at once by two persons, by ${mode}`, () =>
      takenTwice('OFFERS', { pair: PAIR_A, bank: 'BANK-A-01' }, () => checker));
  }

  it('leaves a history in which the audit finds nothing', async () => {
    expect(await auditFindings(world)).to.deep.equal([]);
  });
});

import { Fault } from '@tierline/chaincode/api';
import { linkSeal } from '@tierline/client-app/dist/adapters/linkSeal';
import { deskIn, type Desk } from '@tierline/client-app/dist/app/desk';
import { answerToLink, linkedPayment, paymentLink } from '@tierline/client-app/dist/app/links';
import { expect } from 'chai';
import { pay, wholeToken } from '../support/sale';
import { confirmed, PROGRAM, TEST_NOW_MS, World } from '../support/world';

const DAY_MS = 86_400_000;

describe('links and time', function () {
  this.timeout(60_000);
  const seal = linkSeal(Buffer.alloc(32, 1));
  let world: World;
  let link: string;

  const deskOf = async (user: string): Promise<Desk> => deskIn(await world.as(user), PROGRAM, null, TEST_NOW_MS);
  const detailsOf = async (work: Promise<unknown>): Promise<object> =>
    work.then(
      () => ({}),
      (error: unknown) => (error instanceof Fault ? { code: error.code, ...error.details } : { code: 'other' }),
    );

  before(async () => {
    world = await World.found();
    const [receivable = ''] = await confirmed(world, 'SCH-0001', [500_000n]);
    const takes = { [wholeToken(receivable, 500_000n)]: 500_000n };
    await pay(world, 'maker@SUP-01', { transfer: 'PAY-0001', payee: 'SUP-02', takes, expiresAt: '2026-03-03T12:00:00Z' });
    ({ link } = await paymentLink(await deskOf('maker@SUP-02'), 'PAY-0001', seal, TEST_NOW_MS, 'en'));
  });
  after(() => world.end());

  it('a link ends with its payment, though the program’s clock is another than the wall’s', async () => {
    const { expiresAt } = await paymentLink(await deskOf('maker@SUP-01'), 'PAY-0001', seal, TEST_NOW_MS, 'en');
    expect(expiresAt).to.equal('2026-10-02T12:00:00Z');
    expect(seal.open(link)).to.include({ payee: 'SUP-02', transfer: 'PAY-0001', expiresAtMs: TEST_NOW_MS + DAY_MS });
  });

  it('a link whose time is over is refused to look at and to answer, with the time', async () => {
    const late = TEST_NOW_MS + DAY_MS;
    const over = { code: 'WRONG_STATE', current: 'EXPIRED', expiresAt: '2026-10-02T12:00:00Z' };
    expect(await detailsOf(linkedPayment(world.sessions, seal, link, late, 'en'))).to.include(over);
    expect(await detailsOf(answerToLink(await world.as('maker@SUP-02'), seal, link, 'ACCEPT', late))).to.include(over);
    expect(await detailsOf(linkedPayment(world.sessions, seal, link, late - 1_000, 'en'))).to.deep.equal({});
  });

  it('a link that somebody made who is gone, or no party, is none', async () => {
    const claims = { program: PROGRAM, transfer: 'PAY-0001', payee: 'SUP-02', expiresAtMs: TEST_NOW_MS + DAY_MS };
    const of = (maker: string): Promise<object> =>
      detailsOf(linkedPayment(world.sessions, seal, seal.seal({ ...claims, maker }), TEST_NOW_MS, 'en'));
    expect(await of('maker@GONE-01')).to.include({ code: 'NOT_FOUND', kind: 'link' });
    expect(await of('maker@SUP-03')).to.include({ code: 'NOT_FOUND' });
  });

  it('speaks of one date where there is one', async () => {
    const { sentence } = await linkedPayment(world.sessions, seal, link, TEST_NOW_MS, 'en');
    expect(sentence).to.equal('DEMO: SUP-01 offers to pay SUP-02 5,000.00 CNY with a confirmed debt of CORE, paid on 2026-06-22.');
  });
});

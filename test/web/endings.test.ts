import { expect } from 'chai';
import type { Served } from '../support/served';
import { onStage } from './stage';

const PROGRAM = '/programs/DEMO-CNY';
const BANK = 'checker@BANK-A-01';
const SELLER = 'checker@SUP-02';
/** From the demonstration's day to one after the payment dates and the days of grace. */
const DAYS_TO_DEFAULT = 100;

type Row = Readonly<Record<string, unknown>>;

/** Somebody does something past the page; answers what came of it. */
async function does(served: Served, path: string, as: string, body: object): Promise<Row> {
  const { status, body: answer } = await served.post(path, { as, body });
  expect(status, `${path} ${JSON.stringify(answer)}`).to.equal(200);
  return answer;
}

/** A sale of the bank that is registered, and paid by it. */
async function paying(served: Served, ask: string): Promise<void> {
  await does(served, `${PROGRAM}/commands/register`, BANK, { ask, registryNo: `ZDW-${ask}` });
  await does(served, `${PROGRAM}/commands/payout`, BANK, { ask, reference: `PAY-${ask}` });
}

/** A sale that the bank has accepted a price for. */
async function sold(served: Served, recourse: boolean): Promise<string> {
  const { ask } = await does(served, `${PROGRAM}/commands/ask`, SELLER, { amountMinor: '1000000', recourse });
  const { offer } = await does(served, `${PROGRAM}/commands/offer`, BANK, { ask, ratePpm: 40_000 });
  await does(served, `${PROGRAM}/commands/take`, SELLER, { offer, account: 'ACCOUNT-SUP-02' });
  return String(ask);
}

/** The state of a deal. */
async function stateOf(served: Served, ask: string): Promise<unknown> {
  const { body } = await served.get(`${PROGRAM}/lists/deals`, BANK);
  return (body['rows'] as readonly Row[]).find((row) => row['ask'] === ask)?.['status'];
}

describe('a deal that ends otherwise than by its payment, at the page', () => {
  const stage = onStage();

  it('is given up by bank and seller together, while its payment is in progress: one alone does not do it', async () => {
    const { browsers, served } = stage();
    const ask = await sold(served, false);
    await paying(served, ask);
    const maker = await browsers.as(served.address, 'maker@BANK-A-01', { path: '/deals' });
    await maker.sees('Deals that can be ended');
    expect(await maker.page.getByRole('button', { name: 'Give the payment up' }).isDisabled()).to.equal(true);
    await maker.sees('This needs: checker.');
    await maker.close();
    const bank = await browsers.as(served.address, BANK, { path: '/deals' });
    await bank.page.getByRole('button', { name: 'Give the payment up' }).click();
    await bank.page.getByRole('button', { name: 'Cancel' }).click();
    expect(await stateOf(served, ask)).to.equal('PAYING');
    await bank.page.getByRole('button', { name: 'Give the payment up' }).click();
    await bank.page.getByRole('button', { name: 'Yes, do it' }).click();
    await bank.page.getByText('Deals that can be ended').waitFor({ state: 'detached' });
    expect(await stateOf(served, ask), 'the seller has not agreed').to.equal('PAYING');

    const seller = await browsers.as(served.address, SELLER, { path: '/cash', width: 360, language: 'zh' });
    await seller.sees('请求终止付款：');
    expect(await seller.tooWide()).to.equal(0);
    expect(await seller.hindrances()).to.deep.equal([]);
    await seller.shot('phone-give-up');
    await seller.page.getByRole('button', { name: '终止付款' }).click();
    await seller.page.getByRole('button', { name: '确定' }).click();
    await seller.page.getByText('可了结的交易').waitFor({ state: 'detached' });
    expect(await stateOf(served, ask)).to.equal('FAILED');
    await seller.close();

    await bank.page.getByRole('button', { name: 'Free the limit' }).click();
    await bank.page.getByRole('button', { name: 'Yes, do it' }).click();
    await bank.page.getByText('Deals that can be ended').waitFor({ state: 'detached' });
    expect(bank.thrown).to.deep.equal([]);
    await bank.close();
  });

  it('is taken back by the seller where the bank bought with recourse, and written off where it did not, once the core is in default', async () => {
    const { browsers, served } = stage();
    const [returned, lost] = [await sold(served, true), await sold(served, false)];
    for (const ask of [returned, lost]) {
      await paying(served, ask);
      await does(served, `${PROGRAM}/commands/disburse`, BANK, { ask });
    }
    const bank = await browsers.as(served.address, BANK, { path: '/deals' });
    await bank.settled();
    expect(await bank.page.getByText('Deals that can be ended').count(), 'not before').to.equal(0);
    const { body } = await served.get(`${PROGRAM}/lists/programs`, 'maker@OPERATOR-01');
    const [program = {}] = body['rows'] as readonly Row[];
    const clockOffsetDays = Number(program['clockOffsetDays']) + DAYS_TO_DEFAULT;
    await does(served, '/transactions/program/advanceClock', 'maker@OPERATOR-01', { program: 'DEMO-CNY', clockOffsetDays });
    const { body: tokens } = await served.get(`${PROGRAM}/tokens?owner=BANK-A-01`, BANK);
    const bought = (tokens['items'] as readonly Row[]).filter(({ origin }) => origin === returned || origin === lost);
    for (const receivable of new Set(bought.map((token) => token['receivable']))) {
      await does(served, '/transactions/receivable/recordOverdue', BANK, { program: 'DEMO-CNY', receivable });
    }

    await bank.page.getByRole('button', { name: 'Give back to the seller' }).click();
    await bank.sees('The tokens go back to the seller, who owes you their price.');
    await bank.page.getByRole('button', { name: 'Yes, do it' }).click();
    await bank.page.getByRole('button', { name: 'Give back to the seller' }).waitFor({ state: 'detached' });
    expect(await stateOf(served, returned)).to.equal('RECOURSED');
    await bank.page.getByRole('button', { name: 'Free the limit' }).click();
    await bank.page.getByRole('button', { name: 'Yes, do it' }).click();
    await bank.page.getByRole('button', { name: 'Free the limit' }).waitFor({ state: 'detached' });
    expect(await bank.hindrances()).to.deep.equal([]);
    await bank.shot('deals-write-off');
    const ofLost = bank.page.getByRole('listitem').filter({ hasText: lost });
    await ofLost.getByRole('button', { name: 'Write off' }).click();
    await bank.sees('You give the claim up, and the limit is free again. This cannot be taken back.');
    await bank.page.getByRole('button', { name: 'Yes, do it' }).click();
    await ofLost.waitFor({ state: 'detached' });
    expect(await stateOf(served, lost)).to.equal('WRITTEN_OFF');
    expect(bank.thrown).to.deep.equal([]);
    await bank.close();

    const seller = await browsers.as(served.address, SELLER, { path: '/cash' });
    await seller.sees('The bank gave the claim back to you.');
    await seller.close();
  });
});

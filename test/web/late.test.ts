import { expect } from 'chai';
import { onStage } from './stage';

const PROGRAM = '/programs/DEMO-CNY';
const PHONE = { width: 360, language: 'zh' } as const;

describe('money that does not come, at the page', () => {
  const stage = onStage();

  it('is noted by the settlement bank, and the core is shown to be in default', async () => {
    const { browsers, served } = stage();
    const bank = await browsers.as(served.address, 'maker@BANK-A-01', { path: '/settle' });
    await bank.sees('Late payments');
    await bank.page.getByRole('button', { name: 'Note that it is missing' }).first().click();
    await bank.sees('is in default: it may confirm nothing new.');
    expect(await bank.hindrances()).to.deep.equal([]);
    await bank.shot('settle-late');
    await bank.close();
  });

  it('and what arrived above what was owed is sent back', async () => {
    const { browsers, served } = stage();
    const body = {
      program: 'DEMO-CNY',
      receivable: 'SEED-0001-03',
      bankReference: 'OVER-0001',
      receivedMinor: '5000000',
      interestMinor: '0',
    };
    expect((await served.post('/transactions/settlement/settle', { as: 'maker@BANK-A-01', body })).status).to.equal(200);
    const bank = await browsers.as(served.address, 'maker@BANK-A-01', { path: '/settle' });
    await bank.sees('8,000.00');
    const refund = bank.page.getByRole('region', { name: 'OVER-0001' });
    await refund.getByRole('button', { name: 'Report the refund' }).click();
    await bank.sees('4 to 64 letters, digits, / . and -.');
    await refund.getByLabel('Bank reference of the refund').fill('RF-0001');
    await refund.getByRole('button', { name: 'Report the refund' }).click();
    await bank.page.getByText('OVER-0001').waitFor({ state: 'detached' });
    await bank.close();
  });

  it('a sale that is not paid in time is ended by the seller on his phone, and its bank frees the limit without a command line', async () => {
    const { browsers, served } = stage();
    const { body } = await served.get(`${PROGRAM}/lists/programs`, 'maker@OPERATOR-01');
    const [{ clockOffsetDays } = { clockOffsetDays: 0 }] = body['rows'] as readonly { readonly clockOffsetDays: number }[];
    const order = { program: 'DEMO-CNY', clockOffsetDays: clockOffsetDays + 6 };
    expect((await served.post('/transactions/program/advanceClock', { as: 'maker@OPERATOR-01', body: order })).status).to.equal(200);
    const seller = await browsers.as(served.address, 'maker@SUP-02', { ...PHONE, path: '/cash' });
    await seller.sees('可了结的交易');
    expect(await seller.tooWide()).to.equal(0);
    await seller.shot('phone-endings');
    await seller.page.getByRole('button', { name: '逾期未付款' }).click();
    await seller.page.getByRole('button', { name: '确定' }).click();
    await seller.page.getByText('可了结的交易').waitFor({ state: 'detached' });
    await seller.close();
    const bank = await browsers.as(served.address, 'maker@BANK-B-01', { path: '/deals' });
    await bank.sees('Deals that can be ended');
    await bank.shot('deals-endings');
    await bank.page.getByRole('button', { name: 'Free the limit' }).click();
    await bank.page.getByRole('button', { name: 'Yes, do it' }).click();
    await bank.page.getByText('Deals that can be ended').waitFor({ state: 'detached' });
    await bank.close();
  });
});

import { expect } from 'chai';
import { onStage } from './stage';

const PROGRAM = '/programs/DEMO-CNY';

describe('a bank at the page', () => {
  const stage = onStage();

  it('sees of an ask every check on one screen, and what the seller will see, before it offers', async () => {
    const { browsers, served } = stage();
    const asked = await served.post(`${PROGRAM}/commands/ask`, { as: 'maker@SUP-02', body: { amountMinor: '3000000' } });
    expect(asked.status, JSON.stringify(asked.body)).to.equal(200);
    const bank = await browsers.as(served.address, 'maker@BANK-B-01', { path: `/asks?ask=${String(asked.body['ask'])}` });
    for (const check of [
      'Title confirmed by two persons',
      'No document financed before',
      'Within the longest term',
      'Your limit on the core',
    ]) {
      await bank.sees(check);
    }
    await bank.page.getByLabel('Rate a year').fill('4.25');
    await bank.sees('What the seller sees');
    await bank.sees('You get');
    await bank.shot('bank-ask');
    await bank.page.getByRole('button', { name: 'Make the offer' }).click();
    await bank.sees('Your offer, as the seller sees it');
    await bank.close();
  });

  it('registers, pays by its checker, and takes title, each with what the system does not know and nothing else', async () => {
    const { browsers, served } = stage();
    const maker = await browsers.as(served.address, 'maker@BANK-B-01', { path: '/deals' });
    await maker.page.getByRole('button', { name: 'Store the registration' }).click();
    await maker.sees('4 to 64 letters, digits, / . and -.');
    await maker.page.getByLabel('Number in the movable-property registry').fill('ZDW-2026-77');
    await maker.page.getByRole('button', { name: 'Store the registration' }).click();
    await maker.sees('This needs: checker.');
    const checker = await browsers.as(served.address, 'checker@BANK-B-01', { path: '/deals' });
    await checker.page.getByLabel('Payment reference').fill('PAY-2026-77');
    await checker.page.getByRole('button', { name: 'Declare the payment' }).click();
    await checker.page.getByRole('button', { name: 'Take title' }).click();
    await checker.sees('No deal waits for a step of yours.');
    await maker.sees('No deal waits for a step of yours.');
    await maker.close();
    await checker.close();
  });

  it('reports money that arrived and has it paid out to every holder', async () => {
    const { browsers, served } = stage();
    const bank = await browsers.as(served.address, 'maker@BANK-A-01', { path: '/settle' });
    await bank.page.getByLabel('Bank reference').first().fill('BR-WEB-1');
    await bank.page.getByRole('button', { name: 'Report the arrival' }).first().click();
    await bank.page.getByRole('button', { name: 'Pay out all' }).click();
    await bank.page.getByText('Pay out what has arrived').waitFor({ state: 'detached', timeout: 15_000 });
    await bank.close();
  });
});

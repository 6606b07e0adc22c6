import { expect } from 'chai';
import { onStage } from './stage';

describe('the regulator at the page', () => {
  const stage = onStage();

  it('finds any receivable and sees the whole tree of its splits, as a picture and as a table', async () => {
    const { browsers, served } = stage();
    const regulator = await browsers.as(served.address, 'maker@REGULATOR-01', { path: '/search' });
    await regulator.page.getByLabel('Number, id or name').fill('INV-2026-0004');
    await regulator.page.getByRole('link', { name: /SEED-0002-01/ }).click();
    await regulator.page.getByRole('img', { name: 'The receivable and its 3 parts' }).locator('svg').waitFor();
    const text = await regulator.text();
    expect(text).to.include('120,000.00: sold by Hengda Precision Parts to BANK-A').and.include('SEED-0002-01:14500000-30000000');
    await regulator.shot('regulator-tree');
    await regulator.close();
  });

  it('sees what a bank knows of a token: its program in clear, another bank’s prices as digests alone', async () => {
    const { browsers, served } = stage();
    const token = encodeURIComponent('SEED-0002-01:0-12000000');
    const regulator = await browsers.as(served.address, 'maker@REGULATOR-01', { path: `/knowledge?token=${token}&organisation=BANK-B` });
    await regulator.sees('not a member: digests only');
    await regulator.sees(/records? that it holds as digests alone/);
    await regulator.close();
  });

  it('sees that the whole history holds together, and which commands were refused and why', async () => {
    const { browsers, served } = stage();
    await served.post('/programs/DEMO-CNY/commands/confirm', { as: 'checker@CORE-01', body: { receivables: ['SEED-0005-01'] } });
    const regulator = await browsers.as(served.address, 'maker@REGULATOR-01', { path: '/audit' });
    await regulator.sees('All is well');
    await regulator.sees(/^Of \d+: \d+ sales? seen whole$|^\d+ receivables$/);
    await regulator.opens('/refusals');
    expect(await regulator.text())
      .to.include('Wrong state')
      .and.include('SEED-0005-01: It is SUBMITTED and this needs CHECKED.');
    await regulator.close();
  });
});

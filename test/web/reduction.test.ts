import { expect } from 'chai';
import { onStage } from './stage';

const PROGRAM = '/programs/DEMO-CNY';
const PHONE = { width: 360, language: 'zh' } as const;

describe('a credit note on a confirmed receivable at the page', () => {
  const stage = onStage();

  it('is proposed by a checker alone, and only for what is free and whole', async () => {
    const { browsers, served } = stage();
    const maker = await browsers.as(served.address, 'maker@SUP-03', { path: '/reductions' });
    await maker.sees('A checker of your company proposes and agrees to credit notes.');
    expect(await maker.page.getByRole('button', { name: 'Propose it' }).count()).to.equal(0);
    await maker.close();
    const core = await browsers.as(served.address, 'checker@CORE-01', { path: '/reductions?receivable=SEED-0004-03' });
    await core.page.getByRole('button', { name: 'Propose it' }).click();
    await core.sees('Enter an amount in CNY.');
    await core.page.getByLabel('Amount of the credit note').fill('1,000.00');
    await core.sees('only the supplier can cut one');
    expect(await core.hindrances()).to.deep.equal([]);
    await core.shot('reduction-refused');
    await core.close();
  });

  it('is proposed by the supplier on his phone, who cuts his token for it, and is agreed to by the core: this part is no longer owed', async () => {
    const { browsers, served } = stage();
    const supplier = await browsers.as(served.address, 'checker@SUP-03', { ...PHONE, path: '/receivables/SEED-0004-03' });
    await supplier.page.getByRole('link', { name: '提出红字冲减' }).click();
    await supplier.page.getByLabel('红字金额').fill('1,000.00');
    await supplier.sees('检查通过，可以提交。');
    expect(await supplier.tooWide()).to.equal(0);
    await supplier.shot('phone-reduction');
    await supplier.page.getByRole('button', { name: '提出', exact: true }).click();
    await supplier.sees('已提出，等待对方同意。');
    await supplier.close();
    const core = await browsers.as(served.address, 'checker@CORE-01', { path: '/' });
    await core.page.getByRole('link', { name: /agree/i }).click();
    await core.sees('This part is no longer owed.');
    await core.shot('reduction-agree');
    await core.page.getByRole('button', { name: 'Agree', exact: true }).click();
    await core.page.getByRole('button', { name: 'Yes, do it' }).click();
    await core.sees('No credit note waits.');
    const { body } = await served.get(`${PROGRAM}/tokens?receivable=SEED-0004-03&status=CANCELLED`, 'maker@CORE-01');
    expect((body['items'] as readonly { readonly amountMinor: string }[]).map(({ amountMinor }) => amountMinor)).to.deep.equal(['100000']);
    await core.close();
  });
});

import { expect } from 'chai';
import { onStage } from './stage';

describe('the operator at the page', () => {
  const stage = onStage();

  it('proposes another name of a company, and cannot approve it himself', async () => {
    const { browsers, served } = stage();
    const maker = await browsers.as(served.address, 'maker@OPERATOR-01', { path: '/approvals' });
    const { page } = maker;
    await maker.sees('Nothing waits for an approval.');
    await page.getByLabel('Company that changes').click();
    await page.getByTitle('Jiaxing Castings (SUP-02)').click();
    await page.getByRole('button', { name: 'Propose it' }).click();
    await maker.sees('Nothing is different.');
    await page.getByLabel('Name', { exact: true }).fill('Jiaxing Castings and Forgings');
    await maker.sees('Nothing speaks against it.');
    await page.getByRole('button', { name: 'Propose it' }).click();
    await maker.sees('You proposed it: another person approves it.');
    expect(await page.getByRole('button', { name: 'Approve' }).isDisabled()).to.equal(true);
    expect(await maker.hindrances()).to.deep.equal([]);
    await maker.shot('approvals');
    await maker.close();
  });

  it('sees by another person what would change, and approves it: the new name is everywhere', async () => {
    const { browsers, served } = stage();
    const checker = await browsers.as(served.address, 'checker@OPERATOR-01', { width: 360, path: '/' });
    const { page } = checker;
    await page
      .getByRole('link', { name: /approve/i })
      .first()
      .click();
    await checker.sees('Jiaxing Castings and Forgings');
    expect(await checker.tooWide()).to.equal(0);
    await checker.shot('phone-approvals');
    await page.getByRole('button', { name: 'Approve' }).click();
    await page.getByRole('button', { name: 'Yes, do it' }).click();
    await checker.sees('Nothing waits for an approval.');
    await checker.opens('/companies');
    await checker.sees('Jiaxing Castings and Forgings');
    await checker.close();
  });

  it('refuses a policy version that another person proposed, and it stays refused', async () => {
    const { browsers, served } = stage();
    const maker = await browsers.as(served.address, 'maker@OPERATOR-01', { path: '/approvals?subject=POLICY' });
    await maker.page.getByLabel('Usual longest term, months').fill('7');
    await maker.sees('Nothing speaks against it.');
    await maker.page.getByRole('button', { name: 'Propose it' }).click();
    await maker.sees('You proposed it: another person approves it.');
    await maker.close();
    const checker = await browsers.as(served.address, 'checker@OPERATOR-01', { path: '/approvals' });
    await checker.sees('7 (Yinfa [2025] 77, Art 11)');
    await checker.page.getByRole('button', { name: 'Refuse' }).click();
    await checker.page.getByRole('button', { name: 'Yes, do it' }).click();
    await checker.sees('Nothing waits for an approval.');
    await checker.sees('refused');
    await checker.close();
  });
});

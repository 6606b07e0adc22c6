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

  it('gives a company a name that is long, without a blank, and in other scripts: it fits the phone of everybody who reads it', async () => {
    const { browsers, served } = stage();
    const { body } = await served.get('/history/COMPANY/SUP-02', 'maker@OPERATOR-01');
    const record = (body['versions'] as readonly { readonly record: object }[]).at(-1)?.record;
    const name = `${'Veryverylongnamewithoutanyblank'.repeat(3)}GmbH شركة التوريد 🏭`;
    const proposed = { proposal: 'PRO-LONG-1', subject: 'COMPANY', content: { ...record, name } };
    for (const [act, as, order] of [
      ['propose', 'maker@OPERATOR-01', proposed],
      ['approve', 'checker@OPERATOR-01', { proposal: 'PRO-LONG-1' }],
    ] as const) {
      const { status, body: answer } = await served.post(`/transactions/company/${act}`, { as, body: order });
      expect(status, JSON.stringify(answer)).to.equal(200);
    }
    for (const [user, paths] of [
      ['maker@SUP-02', ['/', '/incoming', '/cash']],
      ['maker@BANK-B-01', ['/deals']],
      ['maker@REGULATOR-01', ['/search?q=SUP', '/receivables/SEED-0003-01', '/companies']],
    ] as const) {
      const reader = await browsers.as(served.address, user, { width: 360, language: 'zh' });
      for (const path of paths) {
        await reader.opens(path);
        expect(await reader.tooWide(), `${user} ${path}`).to.equal(0);
      }
      await reader.close();
    }
  });

  it('refuses a policy version that another person proposed, and it stays refused', async () => {
    const { browsers, served } = stage();
    const maker = await browsers.as(served.address, 'maker@OPERATOR-01', { path: '/approvals?subject=POLICY' });
    await maker.page.getByLabel('In force from').fill('');
    await maker.page.getByRole('button', { name: 'Propose it' }).click();
    await maker.sees('Choose the day from which it is in force.');
    await maker.page.getByLabel('In force from').fill('2026-05-01');
    await maker.page.getByLabel('Usual longest term, months').fill('7');
    await maker.context.clearCookies();
    await maker.page.reload();
    await maker.signIn('maker@OPERATOR-01');
    expect(await maker.page.getByLabel('Usual longest term, months').inputValue(), 'after signing in again').to.equal('7');
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

  it('asks as the host for signatures in a program, on a phone and in Chinese: stricter with each time, and its maker does not', async () => {
    const { browsers, served } = stage();
    const maker = await browsers.as(served.address, 'maker@OPERATOR-01', { path: '/program' });
    await maker.sees('Not asked for');
    expect(await maker.page.getByRole('checkbox').count()).to.equal(0);
    await maker.close();
    const checker = await browsers.as(served.address, 'checker@OPERATOR-01', { path: '/program', width: 360, language: 'zh' });
    const { page } = checker;
    await page.getByRole('checkbox', { name: '要求签名：接受报价' }).check();
    const amount = page.getByLabel('起点合计金额');
    await amount.fill('十万');
    await checker.sees('请用数字和小数点填写，如 12,500.00；逗号仅用作千分位。');
    await amount.fill('100,000.00');
    await checker.context.clearCookies();
    await page.reload();
    await checker.signIn('checker@OPERATOR-01');
    expect(await amount.inputValue(), 'after signing in again').to.equal('100,000.00');
    expect(await checker.tooWide()).to.equal(0);
    expect(await checker.hindrances()).to.deep.equal([]);
    await page.getByRole('button', { name: '设定签名要求' }).click();
    await checker.sees('100,000.00 CNY 起要求');
    await amount.fill('200,000.00');
    await checker.sees('最高 100,000.00 CNY：只可更严格。');
    expect(await page.getByRole('button', { name: '设定签名要求' }).isDisabled()).to.equal(true);
    await amount.fill('50,000.00');
    await page.getByRole('button', { name: '设定签名要求' }).click();
    await checker.sees('50,000.00 CNY 起要求');
    await checker.shot('phone-program');
    expect(checker.thrown).to.deep.equal([]);
    await checker.close();
    const core = await browsers.as(served.address, 'maker@CORE-01', { path: '/program' });
    await core.sees('From 50,000.00 CNY on');
    await core.close();
  });
});

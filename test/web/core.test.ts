import { expect } from 'chai';
import { onStage } from './stage';

const TO_CHECK = '/payables?status=SUBMITTED';
const TO_CONFIRM = '/payables?status=CHECKED';

describe('a core at the page', () => {
  const stage = onStage();

  it('may not confirm what its maker checked: the checker is another person', async () => {
    const { browsers, served } = stage();
    const maker = await browsers.as(served.address, 'maker@CORE-01', { path: TO_CONFIRM });
    await maker.settled();
    await maker.page.getByRole('checkbox').first().check();
    expect(await maker.page.getByRole('button', { name: 'Confirm title' }).isDisabled()).to.equal(true);
    await maker.sees('Only a checker of your company can confirm.');
    const refused = await served.post('/programs/DEMO-CNY/commands/confirm', {
      as: 'maker@CORE-01',
      body: { receivables: ['SEED-0006-01'] },
    });
    expect(refused.status).to.equal(403);
    await maker.close();
  });

  it('finds again what he has chosen after his sign-in has ended', async () => {
    const { browsers, served } = stage();
    const maker = await browsers.as(served.address, 'maker@CORE-01', { path: TO_CHECK, language: 'zh' });
    await maker.page.getByRole('button', { name: '选择待处理的 2 笔' }).click();
    await maker.sees('2 笔应收账款');
    await maker.context.clearCookies();
    await maker.page.reload();
    await maker.signIn('maker@CORE-01');
    await maker.sees('2 笔应收账款');
    expect(await maker.page.locator('.chosen').innerText()).to.include('54,500.00');
    await maker.page.getByRole('button', { name: '清除' }).click();
    await maker.page.locator('.chosen').waitFor({ state: 'detached' });
    await maker.page.reload();
    await maker.settled();
    expect(await maker.page.locator('.chosen').count()).to.equal(0);
    await maker.close();
  });

  it('checks in one act what waits, and another person sees it at once, with its sum and due dates, and confirms it', async () => {
    const { browsers, served } = stage();
    const maker = await browsers.as(served.address, 'maker@CORE-01', { path: TO_CHECK });
    const checker = await browsers.as(served.address, 'checker@CORE-01', { path: TO_CONFIRM });
    await checker.settled();
    expect(await checker.page.getByRole('checkbox').count(), 'two to confirm and the box for all').to.equal(3);

    await maker.page.getByRole('button', { name: 'Choose the 2 that wait for you' }).click();
    await maker.page.getByRole('button', { name: 'Check …' }).click();
    await maker.page.getByRole('button', { name: 'Check 2' }).click();
    await maker.sees('2 of 2 checked. Another person can confirm them now.');

    await checker.page.getByRole('button', { name: 'Choose the 4 that wait for you' }).click();
    await checker.page.getByRole('button', { name: 'Confirm title …' }).click();
    const dialog = checker.page.getByRole('dialog');
    await dialog.getByText('We confirm that we owe this receivable in full').waitFor();
    expect(await dialog.innerText())
      .to.include('209,000.00')
      .and.include('Aug 2026');
    await checker.shot('core-confirm');
    await dialog.getByRole('button', { name: 'Confirm 4' }).click();
    await checker.sees('4 of 4 confirmed.');
    await maker.close();
    await checker.close();
  });

  it('is told row by row what is refused, and the rest is done', async () => {
    const { browsers, served } = stage();
    const maker = await browsers.as(served.address, 'maker@CORE-01', { path: '/payables?status=CONFIRMED%2CPART_PAID' });
    await maker.settled();
    await maker.page.getByRole('checkbox').first().check();
    await maker.sees('Choose receivables that are all to check, or all to confirm.');
    await maker.close();
  });
});

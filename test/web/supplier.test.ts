import { expect } from 'chai';
import type { Served } from '../support/served';
import { onStage } from './stage';

const PROGRAM = '/programs/DEMO-CNY';
const PHONE = { width: 360, language: 'zh' } as const;
const MOST_STEPS = 5;

interface Row {
  readonly ask: string;
  readonly status: string;
}

/** The ask that a seller has open. */
async function openAskOf(served: Served, seller: string): Promise<string> {
  const { body } = await served.get(`${PROGRAM}/lists/asks?status=OPEN&seller=${seller}`, 'maker@BANK-A-01');
  const [row] = body['rows'] as readonly Row[];
  if (row === undefined) throw new Error(`${seller} has no open ask`);
  return row.ask;
}

/** A time some seconds ahead by the program's clock. */
async function inSeconds(served: Served, seconds: number): Promise<string> {
  const { body } = await served.get('/me', 'maker@BANK-A-01');
  const [{ businessTime } = { businessTime: '' }] = body['programs'] as readonly { readonly businessTime: string }[];
  return `${new Date(Date.parse(businessTime) + seconds * 1000).toISOString().slice(0, 19)}Z`;
}

describe('a supplier at the page, on a phone and in Chinese', () => {
  const stage = onStage();

  it('comes from “I want cash” to the accepted offer in at most five steps, without a field that the system knows', async () => {
    const { browsers, served } = stage();
    const supplier = await browsers.as(served.address, 'maker@SUP-01', PHONE);
    await supplier.step('融资变现', 'link');
    await supplier.sees('今日可得');
    await supplier.step('向资金方询价');
    await supplier.sees('已通知资金方，报价将自动显示。');
    const ask = await openAskOf(served, 'SUP-01');
    const offered = await served.post(`${PROGRAM}/commands/offer`, {
      as: 'maker@BANK-A-01',
      body: { ask, ratePpm: 41_000, feesMinor: '100' },
    });
    expect(offered.status, JSON.stringify(offered.body)).to.equal(200);
    await supplier.sees('到手最多');
    await supplier.step(/^选\s?择$/);
    await supplier.sees('综合年化成本');
    expect(await supplier.page.getByLabel('收款账户').inputValue(), 'known from the last sale').to.equal('ACCOUNT-SUP-01');
    await supplier.shot('supplier-consent-phone');
    await supplier.step('接受报价');
    await supplier.sees('您已接受报价，资金方正在办理登记。');
    expect(supplier.clicks).to.be.at.most(MOST_STEPS);
    expect(await supplier.tooWide()).to.equal(0);
    expect(supplier.thrown).to.deep.equal([]);
    await supplier.close();
  });

  it('cannot accept an offer that ends while he looks at it', async () => {
    const { browsers, served } = stage();
    const asked = await served.post(`${PROGRAM}/commands/ask`, { as: 'maker@SUP-02', body: { amountMinor: '2000000' } });
    expect(asked.status, JSON.stringify(asked.body)).to.equal(200);
    const validUntil = await inSeconds(served, 8);
    const body = { ask: asked.body['ask'], ratePpm: 40_000, validUntil };
    const offered = await served.post(`${PROGRAM}/commands/offer`, { as: 'maker@BANK-A-01', body });
    expect(offered.status, JSON.stringify(offered.body)).to.equal(200);
    const supplier = await browsers.as(served.address, 'maker@SUP-02', { ...PHONE, path: '/cash' });
    await supplier.step(/^选\s?择$/);
    const accept = supplier.page.getByRole('button', { name: '接受报价' });
    await accept.waitFor();
    await supplier.sees('该报价已过期，请选择其他报价。');
    expect(await accept.isDisabled()).to.equal(true);
    await supplier.close();
  });

  it('accepts a payment that is offered to him, and is never made to', async () => {
    const { browsers, served } = stage();
    const supplier = await browsers.as(served.address, 'maker@SUP-04', { ...PHONE, path: '/incoming' });
    await supplier.sees('25,000.00');
    expect(await supplier.page.getByRole('button', { name: '拒收' }).isEnabled()).to.equal(true);
    await supplier.page.getByRole('button', { name: '签收' }).click();
    await supplier.sees('已签收');
    await supplier.sees('目前没有待签收的付款。');
    await supplier.close();
  });

  it('is told beside each field what is wrong, with the limit', async () => {
    const { browsers, served } = stage();
    const supplier = await browsers.as(served.address, 'maker@SUP-03', { ...PHONE, path: '/pay' });
    await supplier.page.getByLabel('金额').fill('12.345');
    await supplier.page.getByRole('button', { name: '发起付款' }).click();
    for (const told of ['请选择收款方。', 'CNY 的小数位数过多。', '请填写发票号。']) await supplier.sees(told);
    expect(await supplier.page.getByLabel('金额').getAttribute('aria-invalid')).to.equal('true');
    // A decimal comma is no mark of thousands: it would be a hundred times as much.
    for (const typed of ['12,50', '1.234,50', '-5', '1,2345.00']) {
      await supplier.page.getByLabel('金额').fill(typed);
      await supplier.sees('请用数字和小数点填写，如 12,500.00；逗号仅用作千分位。');
    }
    for (const typed of ['1 234.50', '1，234.50', '１２３４.5']) {
      await supplier.page.getByLabel('金额').fill(typed);
      await supplier.page.getByText('请用数字和小数点填写').waitFor({ state: 'detached' });
    }
    await supplier.close();
  });

  it('is told what is still to come for his tokens, and of what has come that it waits for him, not that it is late', async () => {
    const { browsers, served } = stage();
    const supplier = await browsers.as(served.address, 'maker@SUP-02', { ...PHONE, path: '/money' });
    await supplier.sees('226,000.00');
    await supplier.sees('核心企业已付款，请兑付');
    await supplier.sees('核心企业已部分付款');
    expect(await supplier.page.getByText(/^已逾期，/).count(), 'only what is paid in part is late').to.equal(1);
    expect(await supplier.tooWide()).to.equal(0);
    await supplier.page.getByRole('button', { name: '今日价值' }).first().click();
    await supplier.sees('已到期或即将到期，等待付款，不能再融资。');
    await supplier.opens('/');
    await supplier.sees('226,000.00');
    await supplier.sees('1 笔款项逾期：');
    expect(await supplier.page.locator('.warning').innerText()).to.include('12,000.00');
    await supplier.close();
  });

  it('loses nothing of what he typed when the connection breaks, and pays once when it is back', async () => {
    const { browsers, served } = stage();
    const supplier = await browsers.as(served.address, 'maker@SUP-03', { ...PHONE, path: '/pay' });
    const { page, context } = supplier;
    await page.getByLabel('收款方').click();
    await page.getByTitle('Taizhou Coatings (SUP-04)').click();
    await page.getByLabel('金额').fill('1,234.56');
    await page.getByLabel('对方发票号').fill('WEB-1');
    await context.setOffline(true);
    await page.getByRole('button', { name: '发起付款' }).click();
    await supplier.sees('服务器无响应。您输入的内容已保留，请在连接恢复后重试。');
    await supplier.sees('连接中断');
    expect(await page.getByLabel('金额').inputValue()).to.equal('1,234.56');
    await context.setOffline(false);
    await page.getByRole('button', { name: '重试' }).first().click();
    await supplier.sees(/付款已发起/);
    const { body } = await served.get(`${PROGRAM}/lists/transfers?status=OPEN&payee=SUP-04`, 'maker@SUP-04');
    const paid = (body['rows'] as readonly { readonly amountMinor: string }[]).filter(({ amountMinor }) => amountMinor === '123456');
    expect(paid).to.have.length(1);
    await supplier.close();
  });

  it('is told that he is not signed out while the server does not answer', async () => {
    const { browsers, served } = stage();
    const supplier = await browsers.as(served.address, 'maker@SUP-03', { language: 'zh' });
    await supplier.settled();
    await supplier.context.setOffline(true);
    await supplier.page.getByRole('button', { name: '退出' }).click();
    await supplier.sees('服务器无响应，您仍处于登录状态。');
    await supplier.context.setOffline(false);
    await supplier.page.getByRole('button', { name: '退出' }).click();
    await supplier.page.locator('a.enter').waitFor();
    expect(supplier.thrown).to.deep.equal([]);
    await supplier.close();
  });

  it('goes on in one tab after he has signed in again in another, and what he typed is done once', async () => {
    const { browsers, served } = stage();
    const supplier = await browsers.as(served.address, 'maker@SUP-03', { ...PHONE, path: '/pay' });
    const { page, context } = supplier;
    await page.getByLabel('收款方').click();
    await page.getByTitle('Taizhou Coatings (SUP-04)').last().click();
    await page.getByLabel('金额').fill('1,111.11');
    await page.getByLabel('对方发票号').fill('TABS-1');
    const other = await context.newPage();
    await other.goto('/signin?returnTo=/');
    await other.getByRole('link', { name: 'maker@SUP-03', exact: true }).click();
    await other.locator('.shell').waitFor();
    await page.getByRole('button', { name: '发起付款' }).dblclick();
    await supplier.sees(/付款已发起/);
    const { body } = await served.get(`${PROGRAM}/lists/transfers?status=OPEN&payee=SUP-04`, 'maker@SUP-04');
    const paid = (body['rows'] as readonly { readonly amountMinor: string }[]).filter(({ amountMinor }) => amountMinor === '111111');
    expect(paid).to.have.length(1);
    await supplier.close();
  });

  it('does nothing more once somebody else has signed in in another tab, and is told so', async () => {
    const { browsers, served } = stage();
    const supplier = await browsers.as(served.address, 'maker@SUP-03', { ...PHONE, path: '/pay' });
    const { page, context } = supplier;
    await page.getByLabel('收款方').click();
    await page.getByTitle('Taizhou Coatings (SUP-04)').last().click();
    await page.getByLabel('金额').fill('2,222.22');
    await page.getByLabel('对方发票号').fill('TABS-2');
    const other = await context.newPage();
    await other.goto('/signin?returnTo=/');
    await other.getByRole('link', { name: 'maker@SUP-01', exact: true }).click();
    await other.locator('.shell').waitFor();
    await page.getByRole('button', { name: '发起付款' }).click();
    await supplier.sees('maker@SUP-01 已在此浏览器的另一标签页登录');
    expect(await supplier.tooWide()).to.equal(0);
    expect(await supplier.hindrances()).to.deep.equal([]);
    await page.getByRole('button', { name: '以 maker@SUP-01 的身份继续' }).click();
    await page.locator('.shell').waitFor();
    expect(await page.getByLabel('金额').inputValue(), 'what another person typed').to.equal('');
    const { body } = await served.get(`${PROGRAM}/lists/transfers?status=OPEN&payee=SUP-04`, 'maker@SUP-04');
    const paid = (body['rows'] as readonly { readonly amountMinor: string }[]).filter(({ amountMinor }) => amountMinor === '222222');
    expect(paid).to.deep.equal([]);
    await supplier.close();
  });

  it('goes on after his sign-in has ended: he signs in again, and what he typed is there', async () => {
    const { browsers, served } = stage();
    const supplier = await browsers.as(served.address, 'maker@SUP-01', { ...PHONE, path: '/pay' });
    const { page, context } = supplier;
    await page.getByLabel('对方发票号').fill('KEPT-7');
    await context.clearCookies();
    await page.reload();
    await supplier.signIn('maker@SUP-01');
    expect(new URL(page.url()).pathname).to.equal('/pay');
    expect(await page.getByLabel('对方发票号').inputValue()).to.equal('KEPT-7');
    await supplier.close();
  });
});

import { expect } from 'chai';
import { onStage } from './stage';

const PROGRAM = '/programs/DEMO-CNY';
const PHONE = { width: 360, language: 'zh' } as const;

/** A supplier's file: rows of invoice and amount. */
const fileOf = (rows: readonly (readonly [string, string])[]): string =>
  [
    'Invoice No,Customer,Invoice Date,Due Date,Amount',
    ...rows.map(([number, amount]) => `${number},CORE-01,2026-04-20,2026-08-24,${amount}`),
  ].join('\n');

const csv = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });

describe('who submits receivables at the page', () => {
  const stage = onStage();

  it('is told beside each field what is wrong, and what the ledger would refuse, before he submits one invoice on a phone', async () => {
    const { browsers, served } = stage();
    const supplier = await browsers.as(served.address, 'maker@SUP-01', { ...PHONE, path: '/submit' });
    const { page } = supplier;
    await page.getByRole('button', { name: '提交给核心企业' }).click();
    for (const told of ['请填写发票号。', '请输入金额（CNY）。']) await supplier.sees(told);
    await page.getByLabel('发票号').fill('INV-2026-0001');
    await page.getByLabel('发票金额').fill('80,000.00');
    await page.getByLabel('开票日期').fill('2026-02-20');
    await page.getByLabel('到期日').fill('2026-08-24');
    await supplier.sees('将被拒绝：');
    await supplier.shot('phone-submit-refused');
    await page.getByLabel('发票号').fill('WEB-2026-1');
    await supplier.sees('检查通过，可以提交。');
    expect(await supplier.tooWide()).to.equal(0);
    await supplier.shot('phone-submit');
    await page.getByRole('button', { name: '提交给核心企业' }).click();
    await supplier.sees('已提交，等待核心企业核对：');
    const { body } = await served.get(`${PROGRAM}/receivables?status=SUBMITTED&document=WEB-2026-1`, 'maker@CORE-01');
    expect(body['items']).to.have.length(1);
    expect(supplier.thrown).to.deep.equal([]);
    await supplier.close();
  });

  it('corrects what the core sent back, and gives it to the core again', async () => {
    const { browsers, served } = stage();
    const back = { receivables: ['SEED-0005-01'], reason: 'WRONG_AMOUNT' };
    const sent = await served.post('/transactions/receivable/return', { as: 'maker@CORE-01', body: { program: 'DEMO-CNY', ...back } });
    expect(sent.status, JSON.stringify(sent.body)).to.equal(200);
    const supplier = await browsers.as(served.address, 'maker@SUP-04', { path: '/submit' });
    const { page } = supplier;
    await supplier.sees('Sent back by the core');
    await page.getByRole('button', { name: 'Correct', exact: true }).click();
    const form = page.locator('form.wholeLine');
    await form.getByLabel('Amount of the invoice').fill('32,000.00');
    await form.getByText('Nothing speaks against it.').waitFor();
    await form.getByRole('button', { name: 'Keep the correction' }).click();
    await page.getByRole('button', { name: 'Submit again' }).click();
    await page.getByText('Sent back by the core').waitFor({ state: 'detached' });
    const { body } = await served.get(`${PROGRAM}/receivables?status=SUBMITTED&creditor=SUP-04`, 'maker@CORE-01');
    expect((body['items'] as readonly { readonly faceMinor: string }[]).map(({ faceMinor }) => faceMinor)).to.include('3200000');
    await supplier.close();
  });

  it('sees what is in a file before it is submitted, row by row what is refused, and submits the rest', async () => {
    const { browsers, served } = stage();
    const supplier = await browsers.as(served.address, 'maker@SUP-02', { path: '/submit?way=file' });
    const { page } = supplier;
    const many = Array.from({ length: 60 }, (_row, index) => [`WEBFILE-${index}`, `${1_000 + index}.00`] as const);
    await page.locator('input[type=file]').setInputFiles(csv('april.csv', fileOf([...many, ['WEBFILE-BAD', 'a lot']])));
    await supplier.sees('Submit 60 invoices');
    await supplier.sees(/Amount "a lot"/);
    await page.locator('input[type=file]').setInputFiles(csv('above.csv', `Receivables of April\n${fileOf([['WEBABOVE-1', '10.00']])}`));
    await page.getByText('What was assumed').click();
    await supplier.sees('The header is on line 2; what stands above it is passed over.');
    await page.getByRole('button', { name: '中文' }).click();
    await supplier.sees('列名位于第 2 行，其上内容已略过。');
    await page.getByRole('button', { name: 'English' }).click();
    await page.locator('input[type=file]').setInputFiles(csv('april.csv', fileOf([...many, ['WEBFILE-BAD', 'a lot']])));
    await supplier.sees('Submit 60 invoices');
    expect(await supplier.hindrances()).to.deep.equal([]);
    await supplier.shot('submit-file');
    await page.getByRole('button', { name: 'Submit 60 invoices' }).click();
    await supplier.sees('60 rows were submitted to the core.');
    await page.getByRole('button', { name: 'Close' }).click();
    await page.locator('input[type=file]').setInputFiles(csv('again.csv', fileOf([...many, ['WEBFILE-BAD', 'a lot']])));
    await supplier.sees('This file was submitted before: nothing needs to be done.');
    await supplier.close();
  });

  it('finds a file that is still being submitted from elsewhere, and can stop it', async () => {
    const { browsers, served } = stage();
    const supplier = await browsers.as(served.address, 'maker@SUP-03', { path: '/submit' });
    await supplier.settled();
    const body = fileOf(Array.from({ length: 8_000 }, (_row, index) => [`WEBLONG-${index}`, `${1_000 + index}.00`] as const));
    const headers = { 'content-type': 'text/csv' };
    const begun = await served.post(`${PROGRAM}/jobs/import?view=receivable`, { as: 'maker@SUP-03', body, headers });
    expect(begun.status).to.equal(202);
    await supplier.sees('Work that goes on');
    await supplier.page.getByRole('button', { name: 'Stop' }).click({ timeout: 30_000 });
    await supplier.page.getByText('Work that goes on').waitFor({ state: 'detached', timeout: 60_000 });
    const job = await served.get(`/jobs/${String(begun.body['job'])}`, 'maker@SUP-03');
    expect(job.body['state']).to.equal('CANCELLED');
    await supplier.close();
  });
});

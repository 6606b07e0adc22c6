import { expect } from 'chai';
import type { Served } from '../support/served';
import { required, signs, withWallet } from './signers';
import { onStage } from './stage';

const PROGRAM = '/programs/DEMO-CNY';
/** More than one signature covers, with the two of the demonstration. */
const IMPORTED = 220;
const POLL_MS = 100;

/** Waits for the end of a job that was begun. */
async function ended(served: Served, path: string, as: string, body: unknown, headers = {}): Promise<void> {
  const begun = await served.post(`${PROGRAM}/jobs/${path}`, { as, body, headers });
  expect(begun.status, JSON.stringify(begun.body)).to.equal(202);
  for (;;) {
    const { body: job } = await served.get(`/jobs/${String(begun.body['job'])}`, as);
    if (job['state'] === 'DONE') return;
    expect(job['state'], JSON.stringify(job)).to.equal('RUNNING');
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

describe('who confirms more than one signature covers', () => {
  const stage = onStage();

  before(async function () {
    this.timeout(120_000);
    const { served } = stage();
    const rows = Array.from({ length: IMPORTED }, (_row, index) => `MANY-${index},CORE-01,2026-04-20,2026-08-24,1000.00`);
    const file = ['Invoice No,Customer,Invoice Date,Due Date,Amount', ...rows].join('\n');
    await ended(served, 'import?view=receivable', 'maker@SUP-01', file, { 'content-type': 'text/csv' });
    await ended(served, 'check', 'maker@CORE-01', {});
    await required(served);
  });

  it('signs two hundred at a time, may stop between, and goes on with the rest: none is confirmed twice', async function () {
    this.timeout(240_000);
    const { reader, wallet } = await withWallet(stage(), 'checker@CORE-01', { path: '/payables?status=CHECKED' });
    const { page } = reader;
    const whole = IMPORTED + 4;
    await page.getByRole('button', { name: 'Choose all that wait for you, at most 1000' }).click();
    await page.getByRole('button', { name: 'Confirm title …' }).click();
    await page.getByRole('button', { name: `Confirm ${whole}` }).click({ timeout: 60_000 });
    const dialog = page.getByRole('dialog', { name: 'Sign with your own key' });
    await dialog.getByText('200 items').first().waitFor({ timeout: 60_000 });
    expect(await dialog.getByRole('listitem').count()).to.be.at.least(200);
    await reader.still();
    expect(await reader.hindrances('[role="dialog"]')).to.deep.equal([]);
    await reader.shot('signing-batch');
    await signs(reader, null);
    await dialog
      .getByText(`${whole - 200} items`)
      .first()
      .waitFor({ timeout: 60_000 });
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await reader.sees('You did not sign: nothing was done.');
    await reader.sees(`200 of ${whole} confirmed.`);
    await page.getByRole('button', { name: 'Go on' }).click();
    await dialog
      .getByText(`${whole - 200} items`)
      .first()
      .waitFor({ timeout: 60_000 });
    await signs(reader, null);
    await reader.sees(`${whole} of ${whole} confirmed.`);
    expect(wallet.seen.map(({ primaryType, message }) => [primaryType, message['count']])).to.deep.equal([
      ['ConfirmTitle', '200'],
      ['ConfirmTitle', String(whole - 200)],
    ]);
    await page.getByRole('button', { name: 'Close' }).last().click();
    expect(reader.thrown).to.deep.equal([]);
    await reader.close();
  });
});

import { expect } from 'chai';
import type { Reader } from '../support/chromium';
import type { Served } from '../support/served';
import { required, signs, withWallet } from './signers';
import { onStage } from './stage';

const PROGRAM = '/programs/DEMO-CNY';
const MOST_STEPS = 5;

interface Template {
  readonly consent: { readonly typedData: { readonly message: Record<string, unknown> } };
}

/** Types a payment and offers it. */
async function offersPayment({ page }: Reader, number: string): Promise<void> {
  await page.getByLabel('Who is paid').click();
  await page.getByTitle('Taizhou Coatings (SUP-04)').last().click();
  await page.getByLabel('Amount').fill('1,000.00');
  await page.getByLabel('Number of his invoice').fill(number);
  await page.getByRole('button', { name: 'Offer the payment' }).click();
}

/** Somebody between changes what a dry run answers, as a server could. */
async function altered({ page }: Reader, change: (message: Record<string, unknown>) => void): Promise<void> {
  await page.unroute('**/api/v1/**dryRun=true');
  await page.route('**/api/v1/**dryRun=true', async (route) => {
    const response = await route.fetch();
    const told = (await response.json()) as Template;
    change(told.consent.typedData.message);
    await route.fulfill({ response, json: told });
  });
}

const swapped =
  (field: string, from: string, to: string) =>
  (message: Record<string, unknown>): void => {
    message[field] = JSON.parse(JSON.stringify(message[field]).replaceAll(from, to)) as unknown;
  };

/** What a server could slip in, and where the page finds it. */
const ALTERED: readonly [what: string, field: string, change: (message: Record<string, unknown>) => void][] = [
  ['another total', 'Total', swapped('total', '1,000.00', '9,000.00')],
  ['another amount of an item', 'Items', swapped('items', '1,000.00 CNY', '9,000.00 CNY')],
  ['another payee', 'Items', swapped('items', 'to SUP-04', 'to SUP-02')],
  ['another invoice', 'Items', swapped('items', 'for document ', 'for document 0')],
  ['another sentence', 'the sentence', swapped('act', 'I offer', 'I give away')],
  ['terms that nobody agreed', 'Terms', (message) => void (message['terms'] = ['and a gift'])],
  ['another person', 'Signed by', swapped('person', 'checker', 'maker')],
  ['another request', 'Request', swapped('requestId', 'WEB-', 'WEC-')],
];

async function openAskOf(served: Served, seller: string): Promise<string> {
  const { body } = await served.get(`${PROGRAM}/lists/asks?status=OPEN&seller=${seller}`, 'maker@BANK-A-01');
  return (body['rows'] as readonly { readonly ask: string }[])[0]?.ask ?? '';
}

describe('what is signed at the page', () => {
  const stage = onStage();
  let payer: Awaited<ReturnType<typeof withWallet>>;
  before(async () => {
    await required(stage().served);
    payer = await withWallet(stage(), 'checker@SUP-02', { path: '/pay' });
  });
  after(() => payer.reader.close());

  it('is compared with what was chosen: nothing that a server slips in is ever put before the key', async function () {
    this.timeout(120_000);
    const { reader, wallet } = payer;
    for (const [what, field, change] of ALTERED) {
      await altered(reader, change);
      await reader.opens('/pay');
      await offersPayment(reader, 'ALTERED-1');
      await reader.sees('Nothing is signed: the server wants something else signed than what you chose.');
      await reader.sees(`It differs in: ${field}.`);
      expect(await reader.page.getByRole('button', { name: 'Sign and send' }).isDisabled(), what).to.equal(true);
      await reader.page.getByRole('button', { name: 'Cancel' }).click();
      await reader.sees('You did not sign: nothing was done.');
    }
    await altered(reader, ALTERED[0]?.[2] ?? (() => undefined));
    await reader.opens('/pay');
    await offersPayment(reader, 'ALTERED-1');
    await reader.sees(/9,000\.00/);
    await reader.still();
    await reader.shot('signing-altered');
    expect(wallet.seen).to.deep.equal([]);
    await reader.page.unroute('**/api/v1/**dryRun=true');
  });

  it('is signed no more once its reader has gone back, or pressed Escape', async function () {
    this.timeout(120_000);
    const { reader, wallet } = payer;
    const dialog = reader.page.getByRole('dialog');
    await reader.opens('/money');
    await reader.page.getByRole('link', { name: 'Pay a supplier' }).first().click();
    await offersPayment(reader, 'BACK-1');
    await dialog.getByRole('button', { name: 'Sign and send' }).waitFor();
    await reader.page.goBack();
    await dialog.waitFor({ state: 'detached' });
    await reader.opens('/pay');
    await offersPayment(reader, 'ESCAPE-1');
    await dialog.getByRole('button', { name: 'Sign and send' }).waitFor();
    await reader.page.keyboard.press('Escape');
    await reader.sees('You did not sign: nothing was done.');
    expect(await reader.page.getByLabel('Number of his invoice').inputValue()).to.equal('ESCAPE-1');
    expect(wallet.seen).to.deep.equal([]);
  });

  it('is not done when his sign-in has ended meanwhile, and what he typed is there after he has signed in again', async function () {
    this.timeout(120_000);
    const { reader, wallet } = payer;
    await reader.opens('/pay');
    await offersPayment(reader, 'ENDED-1');
    const dialog = reader.page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Sign and send' }).waitFor();
    await reader.context.clearCookies();
    await dialog.getByRole('button', { name: 'Sign and send' }).click();
    await dialog.getByText('You are not signed in, or no longer. Sign in: what you typed is kept.').waitFor();
    await dialog.getByRole('link', { name: 'Sign in' }).click();
    await reader.page.getByRole('link', { name: 'checker@SUP-02', exact: true }).click();
    await reader.page.locator('.shell').waitFor();
    expect(new URL(reader.page.url()).pathname).to.equal('/pay');
    expect(await reader.page.getByLabel('Number of his invoice').inputValue()).to.equal('ENDED-1');
    expect(wallet.seen.splice(0)).to.have.length(1);
  });

  it('takes an offer in five steps, the signature among them, on a phone and in Chinese', async function () {
    this.timeout(120_000);
    const { served } = stage();
    const { reader } = await withWallet(stage(), 'maker@SUP-01', { width: 360, language: 'zh', isAnnounced: false });
    await reader.step('融资变现', 'link');
    await reader.sees('今日可得');
    await reader.step('向资金方询价');
    await reader.sees('已通知资金方，报价将自动显示。');
    const body = { ask: await openAskOf(served, 'SUP-01'), ratePpm: 41_000, feesMinor: '100' };
    const offered = await served.post(`${PROGRAM}/commands/offer`, { as: 'maker@BANK-A-01', body });
    expect(offered.status, JSON.stringify(offered.body)).to.equal(200);
    await reader.step(/^选\s?择$/);
    await reader.step('接受报价');
    const dialog = reader.page.getByRole('dialog', { name: '用您本人的密钥签名' });
    await dialog.getByText('to account ACCOUNT-SUP-01').waitFor();
    await reader.still();
    expect(await reader.tooWide()).to.equal(0);
    expect(await reader.hindrances('[role="dialog"]')).to.deep.equal([]);
    await reader.shot('signing-take-phone');
    await reader.step('签名并发送');
    await reader.sees('您已接受报价，资金方正在办理登记。');
    expect(reader.clicks).to.be.at.most(MOST_STEPS);
    expect(reader.thrown).to.deep.equal([]);
    await reader.close();
  });

  it('is the title that a bank takes for what it has paid', async function () {
    this.timeout(120_000);
    const { served } = stage();
    const { body: desk } = await served.get(`${PROGRAM}/bank-desk`, 'checker@BANK-A-01');
    const deals = desk['deals'] as readonly { readonly ask: string; readonly seller: string }[];
    const ask = deals.find(({ seller }) => seller === 'SUP-01')?.ask;
    for (const [command, more] of [
      ['register', { registryNo: 'ZDW-SIGNED' }],
      ['payout', { reference: 'PAY-SIGNED' }],
    ] as const) {
      const { status, body } = await served.post(`${PROGRAM}/commands/${command}`, { as: 'checker@BANK-A-01', body: { ask, ...more } });
      expect(status, JSON.stringify(body)).to.equal(200);
    }
    const { reader, wallet } = await withWallet(stage(), 'checker@BANK-A-01', { path: '/deals' });
    await reader.page.getByRole('button', { name: 'Take title' }).first().click();
    await reader.page
      .getByRole('dialog')
      .getByText(/of SUP-01/)
      .first()
      .waitFor();
    await signs(reader, null);
    await reader.page.getByRole('dialog').waitFor({ state: 'detached' });
    const { body: after } = await served.get(`${PROGRAM}/lists/deals?status=COMPLETE&seller=SUP-01`, 'checker@BANK-A-01');
    expect((after['rows'] as readonly { readonly ask: string }[]).map((row) => row.ask)).to.include(ask);
    expect(wallet.seen.map(({ primaryType }) => primaryType)).to.deep.equal(['TakeTitle']);
    await reader.close();
  });

  it('counts no more once its key is revoked', async function () {
    this.timeout(120_000);
    const { browsers, served } = stage();
    const { reader, wallet } = payer;
    await reader.opens('/pay');
    await offersPayment(reader, 'REVOKED-1');
    const dialog = reader.page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Sign and send' }).waitFor();
    const colleague = await browsers.as(served.address, 'maker@SUP-02', { path: '/keys' });
    await colleague.page.getByRole('button', { name: 'Revoke …' }).click();
    await colleague.page.getByRole('dialog').getByRole('button', { name: 'Revoke …' }).click();
    await colleague.page.getByRole('region').getByText('Revoked', { exact: true }).waitFor();
    await reader.sees('You have no signing key in force.');
    expect(await dialog.getByRole('button', { name: 'Sign and send' }).isDisabled()).to.equal(true);
    expect(wallet.seen).to.deep.equal([]);
    await colleague.close();
  });
});

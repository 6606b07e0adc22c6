import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { Wallet } from 'ethers';
import type { Reader } from '../support/chromium';
import { InjectedWallet } from '../support/injectedWallet';
import { approved, keyOf, required, signs } from './signers';
import { onStage } from './stage';

const PASSPHRASE = 'winter barley over seven hills';
const ACTS = ['Confirm title', 'Pay with tokens', 'Accept a payment', 'Take an offer', 'Take title after paying out'];

/** Everything that a browser sends, so that a test can look for what must stay in it. */
function sentBy(reader: Reader): string[] {
  const sent: string[] = [];
  reader.page.on('request', (request) => sent.push(`${request.url()} ${JSON.stringify(request.headers())} ${request.postData() ?? ''}`));
  return sent;
}

/** Makes a key in the browser and proposes it. */
async function makesKey(reader: Reader): Promise<void> {
  const { page } = reader;
  await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  await page.getByLabel('Passphrase once more').fill(PASSPHRASE);
  await page.getByRole('button', { name: 'Make the key' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Propose it' }).click();
  await reader.sees(/^Proposed\. The regulator compares/);
}

describe('a person who signs with his own key', () => {
  const stage = onStage();

  it('makes it in the browser, is approved by the regulator, and signs a batch; key and passphrase are sent to nobody', async function () {
    this.timeout(120_000);
    const { browsers, served } = stage();
    const checker = await browsers.as(served.address, 'checker@CORE-01', { path: '/keys' });
    const sent = sentBy(checker);
    await checker.page.getByLabel('Passphrase', { exact: true }).fill('short');
    await checker.page.getByRole('button', { name: 'Make the key' }).click();
    await checker.sees('At least 12 characters.');
    await makesKey(checker);
    await checker.shot('keys-proposed');

    const regulator = await browsers.as(served.address, 'checker@REGULATOR-01', { path: '/keys' });
    await regulator.sees('Keys that wait for your approval');
    const { address } = await keyOf(served, 'CORE-01/checker');
    await regulator.page.getByRole('img', { name: new RegExp(address) }).waitFor();
    expect(await regulator.hindrances()).to.deep.equal([]);
    await regulator.shot('keys-regulator');
    await regulator.page.getByRole('button', { name: 'Addresses are the same: approve' }).click();
    await checker.sees(/^In force since/);
    await regulator.close();

    await checker.opens('/program');
    for (const name of ACTS) await checker.page.getByRole('checkbox', { name: `Ask for it: ${name}` }).check();
    await checker.page.getByRole('button', { name: 'Ask for these signatures' }).click();
    await checker.sees('From now on these signatures are asked for.');
    expect(await checker.hindrances()).to.deep.equal([]);
    await checker.shot('program-signatures');

    await checker.opens('/payables?status=CHECKED');
    await checker.page.getByRole('button', { name: /Choose the 2 that wait/ }).click();
    await checker.page.getByRole('button', { name: 'Confirm title …' }).click();
    await checker.page.getByRole('button', { name: 'Confirm 2' }).click();
    const dialog = checker.page.getByRole('dialog', { name: 'Sign with your own key' });
    await dialog.getByText('I confirm title to these receivables').waitFor();
    expect(await dialog.getByRole('listitem').count()).to.be.at.least(2);
    await checker.still();
    expect(await checker.hindrances('[role="dialog"]')).to.deep.equal([]);
    await checker.shot('signing-confirm');
    await signs(checker, 'not the passphrase');
    await checker.sees('This passphrase does not open the key. Nothing was signed.');
    await signs(checker, PASSPHRASE);
    await checker.sees('2 of 2 confirmed.');

    await checker.opens('/keys');
    await checker.page.getByRole('button', { name: 'Save as a file …' }).click();
    await checker.page.getByRole('dialog').getByLabel('Passphrase of the key').fill(PASSPHRASE);
    const [download] = await Promise.all([
      checker.page.waitForEvent('download'),
      checker.page.getByRole('dialog').getByRole('button', { name: 'Save as a file …' }).click(),
    ]);
    const wallet = await Wallet.fromEncryptedJson(readFileSync(await download.path(), 'utf8'), PASSPHRASE);
    expect(wallet.address).to.equal(address);
    const secrets = [
      PASSPHRASE,
      encodeURIComponent(PASSPHRASE),
      wallet.privateKey.slice(2),
      Buffer.from(wallet.privateKey.slice(2), 'hex').toString('base64'),
    ];
    expect(sent.filter((each) => secrets.some((secret) => each.toLowerCase().includes(secret.toLowerCase())))).to.deep.equal([]);
    expect(
      sent.some((each) => each.includes('"signature":"0x')),
      'what was signed was sent',
    ).to.equal(true);
    expect(checker.thrown).to.deep.equal([]);
    await checker.close();
  });

  it('pays with a part of what he owns, signed, and the payee accepts with a wallet of his browser', async function () {
    this.timeout(120_000);
    const { browsers, served } = stage();
    await required(served);
    const payer = await browsers.as(served.address, 'maker@SUP-01', { path: '/keys' });
    await makesKey(payer);
    await approved(served, 'SUP-01/maker');
    await payer.opens('/pay');
    await payer.page.getByLabel('Who is paid').click();
    await payer.page.getByTitle('Taizhou Coatings (SUP-04)').click();
    await payer.page.getByLabel('Amount').fill('1,234.56');
    await payer.page.getByLabel('Number of his invoice').fill('SIGNED-1');
    await payer.page.getByRole('button', { name: 'Offer the payment' }).click();
    const dialog = payer.page.getByRole('dialog', { name: 'Sign with your own key' });
    await dialog.getByText('1,234.56 CNY to SUP-04').waitFor();
    await payer.shot('signing-pay');
    await signs(payer, PASSPHRASE);
    await payer.sees('The payment is offered.');
    await payer.close();

    const payee = await browsers.as(served.address, 'maker@SUP-04');
    const wallet = await InjectedWallet.into(payee.context, 'payee', true);
    await payee.opens('/keys');
    await payee.page.getByText('Use a wallet').click();
    await payee.page.getByRole('button', { name: 'Connect Test wallet' }).click();
    await payee.page.getByRole('dialog').getByRole('button', { name: 'Propose it' }).click();
    await payee.sees(/^Proposed\./);
    await approved(served, 'SUP-04/maker');
    await payee.opens('/incoming');
    const item = payee.page.getByRole('listitem').filter({ hasText: '1,234.56' });
    await item.getByRole('button', { name: 'Accept' }).click();
    wallet.mood = 'refuses';
    await signs(payee, null);
    await payee.sees('You refused in the wallet: nothing was signed.');
    wallet.mood = 'is locked';
    await signs(payee, null);
    await payee.sees(/shows no account to this page/);
    wallet.mood = 'signs';
    wallet.changeAccount('another');
    await signs(payee, null);
    await payee.sees(/Choose that account in the wallet/);
    wallet.changeAccount('payee');
    await signs(payee, null);
    await item.getByText('accepted').waitFor();
    expect(wallet.seen.at(-1)?.primaryType).to.equal('AcceptPayment');
    expect(payee.thrown).to.deep.equal([]);
    await payee.close();
  });
});

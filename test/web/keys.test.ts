import { expect } from 'chai';
import { id, Wallet } from 'ethers';
import { approved, keyOf, required, withWallet } from './signers';
import { onStage } from './stage';

const PASSPHRASE = 'winter barley over seven hills';

describe('a signing key', () => {
  const stage = onStage();

  it('of a colleague is vouched for by one in force, after the two have compared it, and approved by another person', async function () {
    this.timeout(120_000);
    const { browsers, served } = stage();
    const { reader: maker } = await withWallet(stage(), 'maker@SUP-01', { path: '/keys' });
    const checker = await browsers.as(served.address, 'checker@SUP-01', { path: '/keys' });
    await checker.page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
    await checker.page.getByLabel('Passphrase once more').fill(PASSPHRASE);
    await checker.page.getByRole('button', { name: 'Make the key' }).click();
    await checker.page.getByRole('dialog').getByRole('button', { name: 'Make the slip' }).click();
    const slip = await checker.page.getByRole('dialog').locator('pre').innerText();
    await checker.page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();

    const field = maker.page.getByLabel('His slip');
    await field.fill(slip.replace('SUP-01', 'SUP-02'));
    await maker.sees("This is no slip of a colleague's new key, or it was changed on the way.");
    const vouch = maker.page.getByRole('button', { name: 'Addresses are the same: vouch and propose' });
    const other = Wallet.createRandom().address;
    await field.fill(slip.replace(/0x[0-9a-fA-F]{40}(?=")/, other));
    await vouch.click();
    await maker.sees("This is no slip of a colleague's new key, or it was changed on the way.");
    await field.fill(slip);
    expect(await maker.hindrances()).to.deep.equal([]);
    await maker.shot('keys-vouch');
    await vouch.click();

    await checker.opens('/');
    await checker.page.getByRole('link', { name: '1 signing key to approve' }).click();
    await checker.page.getByRole('button', { name: 'Addresses are the same: approve' }).click();
    await checker.sees(/^In force since/);
    expect((await keyOf(served, 'SUP-01/checker')).state).to.equal('IN_FORCE');
    expect([...maker.thrown, ...checker.thrown]).to.deep.equal([]);
    await maker.close();
    await checker.close();
  });

  it('comes into another browser as a file, stays open for some minutes when its owner wants that, and is shut when he signs out', async function () {
    this.timeout(120_000);
    const { browsers, served } = stage();
    await required(served);
    const file = await new Wallet(id('a key from elsewhere')).encrypt(PASSPHRASE, undefined);
    const reader = await browsers.as(served.address, 'checker@SUP-02', { path: '/keys', width: 360, language: 'zh' });
    const { page } = reader;
    await page.getByText('导入文件').click();
    const pick = page.locator('input[type="file"]');
    await pick.setInputFiles({ name: 'none.json', mimeType: 'application/json', buffer: Buffer.from('{"no":"key"}') });
    await page.getByLabel('文件口令').fill(PASSPHRASE);
    await page.getByRole('button', { name: /^导\s?入$/ }).click();
    await reader.sees(/这不是加密密钥文件/);
    await pick.setInputFiles({ name: 'key.json', mimeType: 'application/json', buffer: Buffer.from(file) });
    await page.getByLabel('文件口令').fill('quite another passphrase');
    await page.getByRole('button', { name: /^导\s?入$/ }).click();
    await reader.sees('口令不正确，无法打开密钥，未签名。');
    await page.getByLabel('文件口令').fill(PASSPHRASE);
    await page.getByRole('button', { name: /^导\s?入$/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: '提出登记' }).click();
    await reader.sees(/^已提出。/);
    expect(await reader.tooWide()).to.equal(0);
    expect(await reader.hindrances()).to.deep.equal([]);
    await reader.shot('phone-keys');
    await approved(served, 'SUP-02/checker');

    const pay = async (number: string): Promise<void> => {
      await reader.opens('/pay');
      await page.getByLabel('收款方').click();
      await page.getByTitle('Taizhou Coatings (SUP-04)').last().click();
      await page.getByLabel('金额').fill('1,000.00');
      await page.getByLabel('对方发票号').fill(number);
      await page.getByRole('button', { name: '发起付款' }).click();
    };
    const dialog = page.getByRole('dialog', { name: '用您本人的密钥签名' });
    const passphrase = dialog.getByLabel('密钥口令');
    const send = dialog.getByRole('button', { name: '签名并发送' });
    await pay('OPEN-1');
    await passphrase.fill(PASSPHRASE);
    await dialog.getByRole('checkbox').check();
    await send.click();
    await reader.sees(/付款已发起/);
    await page.getByLabel('金额').fill('2,000.00');
    await page.getByLabel('对方发票号').fill('OPEN-2');
    await page.getByLabel('收款方').click();
    await page.getByTitle('Taizhou Coatings (SUP-04)').last().click();
    await page.getByRole('button', { name: '发起付款' }).click();
    await send.waitFor();
    await dialog.getByRole('radio').first().waitFor();
    expect(await passphrase.count(), 'the key is open').to.equal(0);
    await send.click();
    await dialog.waitFor({ state: 'detached' });
    await pay('OPEN-3');
    await send.waitFor();
    await dialog.getByRole('radio').first().waitFor();
    expect(await passphrase.count(), 'another page has another memory').to.equal(1);
    await page.goto('/');
    await page.locator('details.menu summary').click();
    await page.getByRole('button', { name: '退出' }).first().click();
    await page.locator('.signin').waitFor();
    await reader.signIn('maker@SUP-02');
    await reader.opens('/keys');
    await reader.sees('您还没有签名密钥。');
    expect(reader.thrown).to.deep.equal([]);
    await reader.close();
  });
});

import { expect } from 'chai';
import { onStage } from './stage';

const TOKEN = encodeURIComponent('SEED-0002-01:0-12000000');

describe('the page on which proofs are checked', () => {
  const stage = onStage();

  async function proof(disclose: string): Promise<Buffer> {
    const { bytes } = await stage().served.file(`/programs/DEMO-CNY/tokens/${TOKEN}/proof?disclose=${disclose}`, 'maker@REGULATOR-01');
    return bytes;
  }

  it('finds a proof valid and one with a changed byte not, without signing in, while the server is out of reach', async () => {
    const { browsers, served } = stage();
    const bytes = await proof('value');
    const reader = await browsers.fresh(served.address);
    await reader.page.goto('/verify');
    const choose = (buffer: Buffer): Promise<void> =>
      reader.page.getByLabel('Proof', { exact: false }).first().setInputFiles({ name: 'proof.json', mimeType: 'application/json', buffer });
    await choose(bytes);
    await reader.sees('VALID');
    await reader.page.context().setOffline(true);
    await choose(Buffer.from(bytes.toString().replace(/"to":"12000000"/, '"to":"12000001"')));
    await reader.sees(/DAMAGED/);
    await choose(bytes);
    await reader.sees('VALID');
    const text = await reader.page.locator('main').innerText();
    expect(text).to.include('receivable:confirm').and.include('120,000.00').and.include('dueDate');
    expect(await reader.hindrances()).to.deep.equal([]);
    expect(await reader.tooWide()).to.equal(0);
    expect(reader.thrown).to.deep.equal([]);
    await reader.shot('verify');
    await reader.close();
  });
});

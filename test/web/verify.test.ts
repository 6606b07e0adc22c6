import { expect } from 'chai';
import { verdictLines } from '@tierline/client-app/dist/cli/proofLines';
import { verify } from '@tierline/client-app/dist/proving/verify';
import { fileOf, proofOf } from '../proof/life';
import { confirmedBy } from '../proof/signedLife';
import { registered } from '../support/signing';
import { World } from '../support/world';
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
    await reader.sees(/receivable:confirm/);
    const text = await reader.page.locator('main').innerText();
    expect(text).to.include('receivable:confirm').and.include('120,000.00').and.include('dueDate');
    expect(await reader.hindrances()).to.deep.equal([]);
    expect(await reader.tooWide()).to.equal(0);
    expect(reader.thrown).to.deep.equal([]);
    await reader.shot('verify');
    await reader.close();
  });

  it('shows who signed a step, and of a batch the item of the token alone, as the command line does', async () => {
    const { browsers, served } = stage();
    const [bytes, address] = await signedProof();
    const said = verdictLines(await verify(bytes, null)).join(' ');
    const reader = await browsers.fresh(served.address);
    await reader.page.goto('/verify');
    const buffer = Buffer.from(bytes);
    await reader.page.getByLabel('Proof').first().setInputFiles({ name: 'proof.json', mimeType: 'application/json', buffer });
    await reader.sees(/receivable:confirm/);
    const text = await reader.page.locator('main').innerText();
    for (const told of [address, 'CORE-01/checker', 'SCH-PAGE-01: 10,000.00 CNY to SUP-01', '1 other item of the same signature']) {
      expect(text, told).to.include(told);
      expect(said, told).to.include(told);
    }
    for (const hidden of ['SCH-PAGE-02', '20,000.00', '30,000.00']) expect(text, hidden).not.to.include(hidden);
    expect(text).to.match(/may be one that lost a race/);
    expect(await reader.tooWide()).to.equal(0);
    await reader.close();
  });

  /** The proof of one of two receivables that were confirmed by one signature; and the address that signed. */
  async function signedProof(): Promise<readonly [Uint8Array, string]> {
    const world = await World.found();
    try {
      const key = await registered(world, 'CORE-01', 'checker');
      const [receivable = ''] = await confirmedBy(world, key, 'SCH-PAGE', [1_000_000n, 2_000_000n]);
      return [fileOf(await proofOf(world, `${receivable}:0-1000000`, 'consent')), key.address];
    } finally {
      await world.end();
    }
  }
});

import { expect } from 'chai';
import { verdictLines } from '@tierline/client-app/dist/cli/proofLines';
import { sealOf } from '@tierline/client-app/dist/proving/digests';
import type { ProvedSignature } from '@tierline/client-app/dist/proving/consents';
import { hidden } from '@tierline/client-app/dist/proving/partlyShown';
import { placeIn } from '@tierline/client-app/dist/proving/records';
import type { Proof, ProofConsent } from '@tierline/client-app/dist/proving/proof';
import { allow, sell, wholeToken } from '../support/sale';
import { registered, TestKey } from '../support/signing';
import { TRANSACTIONS } from '@tierline/chaincode/api';
import { execute } from '@tierline/client-app/dist/app/execute';
import { confirmed, PROGRAM, World } from '../support/world';
import { proofOf, verdictOf } from './life';
import { confirmedBy, paidBy } from './signedLife';

const [FIRST, SECOND] = [1_000_000n, 2_000_000n];
const OTHERS = ['20,000.00', '30,000.00', 'SUP-03'];

describe('a signature in a proof', function () {
  this.timeout(60_000);
  let world: World;
  let debtor: TestKey;
  let payer: TestKey;
  let token: string;

  before(async () => {
    world = await World.found();
    debtor = await registered(world, 'CORE-01', 'checker');
    payer = await registered(world, 'SUP-01', 'maker');
    const [one = '', two = ''] = await confirmedBy(world, debtor, 'SCH-SIGNED', [FIRST, SECOND]);
    token = wholeToken(one, FIRST);
    await paidBy(world, payer, { 'SUP-02': token, 'SUP-03': wholeToken(two, SECOND) }, 'SIGNED');
  });
  after(() => world.end());

  const proved = async (proof: Proof): Promise<readonly (ProvedSignature | null)[]> => {
    const verdict = await verdictOf(proof);
    if (!verdict.valid) expect.fail(`${verdict.code}: ${verdict.sentence}`);
    return verdict.steps.map(({ signed }) => signed);
  };

  /** The code with which a proof fails after a change, its seal forged. */
  async function failure(show: string, edit: (steps: Proof['steps']) => void): Promise<string> {
    const proof = await proofOf(world, token, show, 'maker@CORE-01');
    edit(proof.steps);
    const verdict = await verdictOf({ ...proof, seal: sealOf(proof) });
    return verdict.valid ? 'VALID' : `${verdict.code} ${verdict.where}`;
  }
  const consentOf = (steps: Proof['steps'], at = 0): ProofConsent => steps[at]?.consent as ProofConsent;

  it('is shown by default with its address, and tells neither who signed nor what', async () => {
    const proof = await proofOf(world, token, '', 'maker@SUP-02');
    const [confirmation, offer, acceptance] = await proved(proof);
    expect(confirmation).to.include({ signer: debtor.address, consent: null });
    expect(offer).to.include({ signer: payer.address, consent: null });
    expect(acceptance, 'nobody signed').to.equal(null);
    const text = JSON.stringify({ ...proof, pins: null });
    for (const word of ['CORE-01', 'SUP-', 'TRF-', '10,000.00', ...OTHERS]) expect(text, word).not.to.include(word);
  });

  it('shows of a batch of confirmations what is the token’s own, and of the others neither item nor total', async () => {
    const proof = await proofOf(world, token, 'consent', 'maker@CORE-01');
    const [confirmation] = await proved(proof);
    const { items = [], ...consent } = confirmation?.consent ?? {};
    expect(consent).to.deep.include({ company: 'CORE-01', person: 'CORE-01/checker', total: null });
    expect(items[0]).to.match(/^SCH-SIGNED-01: 10,000\.00 CNY to SUP-01, due 2026-06-22 #[0-9a-f]{32}$/);
    expect(items.slice(1)).to.deep.equal([null]);
  });

  it('is told in words: the address, the person, his own item, and that there is another one', async () => {
    const lines = async (show: string): Promise<string> =>
      verdictLines(await verdictOf(await proofOf(world, token, show, 'maker@CORE-01'))).join('\n');
    const all = await lines('consent');
    expect(all)
      .to.include(debtor.address)
      .and.include('CORE-01/checker')
      .and.include('SCH-SIGNED-01: 10,000.00 CNY to SUP-01, due 2026-06-22');
    expect(all)
      .to.include('1 other item of the same signature not shown')
      .and.include('total not shown')
      .and.not.match(/ #[0-9a-f]{32}/);
    const alone = await lines('');
    expect(alone).to.include(debtor.address).and.include(payer.address).and.not.include('CORE-01/checker');
  });

  it('shows of a batch of payments the token’s own alone', async () => {
    const proof = await proofOf(world, token, 'consent', 'maker@CORE-01');
    const [, offer] = await proved(proof);
    const { items = [], total } = offer?.consent ?? {};
    expect(items).to.have.length(2);
    expect(items.find((item) => item !== null)).to.match(/^TRF-SIGNED-SUP-02: 10,000\.00 CNY to SUP-02 with SCH-SIGNED-01:0-1000000, /);
    expect(items.filter((item) => item === null)).to.have.length(1);
    expect(total).to.equal(null);
    const text = JSON.stringify(proof);
    for (const word of OTHERS) expect(text, word).not.to.include(word);
  });

  it('shows all that was signed where all of it is the token’s own', async () => {
    const [receivable = ''] = await confirmedBy(world, debtor, 'SCH-ALONE', [FIRST]);
    const [confirmation] = await proved(await proofOf(world, wholeToken(receivable, FIRST), 'consent'));
    expect(confirmation?.consent?.total).to.match(/^10,000\.00 CNY #[0-9a-f]{32}$/);
    expect(confirmation?.consent?.terms).to.deep.equal([`undertaking ${'ab'.repeat(32)}`]);
  });

  it('is shown of others alone, without what it says, by who is no party of the claim', async () => {
    const [confirmation, offer] = await proved(await proofOf(world, token, 'consent', 'maker@SUP-02'));
    expect(confirmation).to.include({ signer: debtor.address, consent: null });
    expect(offer).to.include({ signer: payer.address, consent: null });
  });

  it('shows the bank’s signature for title, and of the price nothing but digests', async () => {
    await allow(world);
    const [receivable = ''] = await confirmed(world, 'SCH-SOLD', [FIRST]);
    const sold = wholeToken(receivable, FIRST);
    const bank = await registered(world, 'BANK-A-01', 'checker');
    const ask = 'ASK-SIGNED';
    await sell(world, { ask, tokens: [sold], deadline: '2026-03-06T00:00:00Z', valueDate: '2026-03-04' }, 'PAYING');
    const { disburse } = TRANSACTIONS.financing;
    await execute(await world.as('checker@BANK-A-01'), disburse, { program: PROGRAM, ask }, { signer: bank });
    const signed = (await proved(await proofOf(world, sold, 'everything', 'maker@BANK-A-01'))).at(-1);
    expect(signed?.signer).to.equal(bank.address);
    expect(signed?.consent?.items[0]).to.match(/^SCH-SOLD-01:0-1000000: 10,000\.00 CNY of SUP-01 #/);
    const [first, ...digests] = signed?.consent?.terms ?? [];
    expect(first).to.equal(`ask ${ask}`);
    for (const term of digests) expect(term).to.match(/^(terms|payout) [0-9a-f]{64}$/);
  });

  it('is refused when any part of what is shown is changed, swapped, hidden or shown otherwise', async () => {
    expect(await failure('consent', () => undefined)).to.equal('VALID');
    const message = (edit: (message: Record<string, unknown>) => void) => failure('consent', (steps) => edit(consentOf(steps).message));
    for (const name of ['act', 'company', 'person', 'count', 'requestId', 'deadline']) {
      expect(await message((told) => void (told[name] = `${String(told[name])}.`)), name).to.equal('CONSENT_WRONG step 1');
    }
    expect(await message((told) => void (told['terms'] = []))).to.equal('CONSENT_WRONG step 1');
    expect(await message((told) => void (told['total'] = '10,000.00 CNY'))).to.equal('CONSENT_WRONG step 1');
    expect(await message((told) => void (told['total'] = hidden('10,000.00 CNY')))).to.equal('CONSENT_WRONG step 1');
    expect(await message((told) => void (told['items'] as unknown[]).reverse())).to.equal('CONSENT_WRONG step 1');
    expect(await message((told) => void (told['items'] as unknown[]).pop())).to.equal('CONSENT_WRONG step 1');
    const own = await message((told) => void (told['items'] = (told['items'] as unknown[]).map(hiddenToo)));
    expect(own, 'to hide the own item, too, is the holder’s right: it is the same message').to.equal('VALID');
  });

  it('is refused for another network, act, place or step, and where there is no signature', async () => {
    const edited = (edit: (steps: Proof['steps']) => void) => failure('consent', edit);
    expect(await edited((steps) => void (consentOf(steps).network = '0'.repeat(64)))).to.equal('CONSENT_WRONG step 1');
    expect(await edited((steps) => void (consentOf(steps).act = 'ASSIGN'))).to.equal('CONSENT_WRONG step 1');
    expect(await edited((steps) => void (consentOf(steps).message.channel = 'other'))).to.equal('CONSENT_WRONG step 1');
    const from = (steps: Proof['steps'], at: number) => ((steps[at] as { consent: unknown }).consent = consentOf(steps, 1));
    expect(await edited((steps) => void from(steps, 0))).to.equal('CONSENT_WRONG step 1');
    expect(await edited((steps) => void from(steps, 2))).to.equal('CONSENT_WRONG step 3');
  });

  it('is refused when it is another key’s, even over the same message: the endorsers say whose it was', async () => {
    const request = (steps: Proof['steps']) => steps[0]?.leaves.find(({ place }) => placeIn(place).what === 'REQUEST');
    const signed = (edit: (signed: Record<string, string>) => void) =>
      failure('', (steps) => {
        const field = request(steps)?.fields?.find(({ name }) => name === 'signed') as { value: Record<string, string> };
        edit(field.value);
      });
    const other = new TestKey();
    expect(await signed((value) => void (value['signer'] = other.address))).to.equal('FACTS_DIFFER step 1');
    expect(await signed((value) => void (value['digest'] = `0x${'1'.repeat(64)}`))).to.equal('FACTS_DIFFER step 1');
    expect(await signed((value) => void (value['signature'] = `0x${'1'.repeat(130)}`))).to.equal('FACTS_DIFFER step 1');
  });
});

const hiddenToo = (item: unknown): unknown => (typeof item === 'string' ? hidden(item) : item);

import { OPERATIONS } from '@tierline/client-app/dist/http/operations';
import { expect } from 'chai';
import { Browser } from '../support/browser';
import { Served, type Reply } from '../support/served';
import { CLIENT, TestIssuer } from '../support/testIssuer';

const PROGRAM = '/programs/DEMO-CNY';
const OWN = 'maker@BANK-A-01';
/** People of every other organisation of the network, who are enrolled there. */
const ELSEWHERE = ['maker@BANK-B-01', 'checker@BANK-B-01', 'maker@CORE-01', 'maker@SUP-01', 'maker@OPERATOR-01', 'maker@REGULATOR-01'];
/** Somebody who is enrolled nowhere. */
const NOBODY = 'maker@NOBODY-01';

/** Values for what stands in braces in an address. */
const NAMES: Readonly<Record<string, string>> = {
  program: 'DEMO-CNY',
  receivable: 'SEED-0002-01',
  token: 'SEED-0002-01:0-30000000',
  transfer: 'TRANSFER-NONE',
  ask: 'ASK-NONE',
  kind: 'COMPANY',
  id: 'SUP-01',
  job: 'JOB-NONE',
  list: 'receivables',
};

describe('the application of one organisation', () => {
  let issuer: TestIssuer;
  let served: Served;

  before(async () => {
    issuer = await TestIssuer.start();
    served = await Served.asOrganisation('BankAMSP', {
      signIn: {
        kind: 'issuer',
        issuer: issuer.address,
        clientId: CLIENT.id,
        clientSecret: 'a secret',
        audience: CLIENT.audience,
        personClaim: CLIENT.claim,
        scope: 'openid',
      },
    });
  });
  after(async () => {
    await served.end();
    issuer.end();
  });
  afterEach('nothing of this is a bug of the server', () => expect(served.alarms).to.deep.equal([]));

  /** Asks with a token that the issuer gave to somebody. */
  const ask = async (user: string, method: string, path: string, body?: unknown): Promise<Reply> => {
    const authorization = `Bearer ${await issuer.sign({ [CLIENT.claim]: user })}`;
    return served.send(method, `/api/v1${path}`, { headers: { authorization }, ...(body === undefined ? {} : { body }) });
  };

  it('refuses every operation to people of other organisations, in the same words as to somebody who is nobody', async () => {
    let asked = 0;
    for (const { id, method, path, bodyMedia } of OPERATIONS) {
      if (['version', 'linkedPayment'].includes(id)) continue;
      const address = path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => NAMES[name] ?? '');
      const query = method === 'post' ? '?dryRun=true' : '';
      const told = async (user: string): Promise<unknown> => {
        asked += 1;
        const { status, body } = await ask(
          user,
          method.toUpperCase(),
          `${address}${query}`,
          method === 'post' && bodyMedia.length === 0 ? {} : undefined,
        );
        return { status, code: body['code'], details: body['details'], detail: body['detail'] };
      };
      const nobody = await told(NOBODY);
      expect(nobody, id).to.include({ status: 403, code: 'NOT_AUTHORISED' });
      for (const user of ELSEWHERE) expect(await told(user), `${id} ${user}`).to.deep.equal(nobody);
    }
    expect(asked).to.be.greaterThan(5 * OPERATIONS.length);
  });

  it('gives their browsers no session', async () => {
    for (const user of [...ELSEWHERE, NOBODY]) {
      const browser = new Browser(served.address);
      const { headers } = await browser.go('/signin?returnTo=/work', { stay: true });
      const begun = new URL(headers.get('location') ?? '').searchParams;
      issuer.answerToCode = async () => ({
        access_token: 'x',
        token_type: 'Bearer',
        id_token: await issuer.idToken(begun.get('nonce') ?? '', { [CLIENT.claim]: user }),
      });
      const query = new URLSearchParams({ code: 'c-1', state: begun.get('state') ?? '', iss: issuer.address });
      const { status, text } = await browser.go(`/signin/callback?${query.toString()}`, { stay: true });
      expect([status, browser.session], user).to.deep.equal([403, null]);
      expect(text)
        .to.not.include(user)
        .and.not.match(/Bank-?B|Core|Regulator/i);
    }
  });

  it('answers its own people, and names nobody else', async () => {
    const { status, body } = await ask(OWN, 'GET', '/me');
    expect([status, body['user'], body['msp']]).to.deep.equal([200, OWN, 'BankAMSP']);
    const people = (await ask(OWN, 'GET', '/people')).body['people'] as readonly { readonly user: string }[];
    expect(people.map(({ user }) => user)).to.deep.equal(['checker@BANK-A-01', OWN]);
  });

  it('has read what its own peer gives: its price, its limit, and no word of the other bank’s', async () => {
    const { body } = await ask(OWN, 'GET', `${PROGRAM}/bank-desk`);
    const [open] = body['asks'] as readonly { readonly ask: string }[];
    const offers = (await ask(OWN, 'GET', `${PROGRAM}/asks/${String(open?.ask)}/offers`)).body['offers'] as readonly object[];
    expect(JSON.stringify(offers)).to.include('BANK-A-01').and.not.include('BANK-B');
    const lines = (await ask(OWN, 'GET', '/exposure')).body['lines'] as readonly { readonly bank: string }[];
    expect(lines.map(({ bank }) => bank)).to.deep.equal(['BANK-A-01']);
  });

  it('sends what its people order to the peers of others, and does it', async () => {
    const limit = { program: 'DEMO-CNY', bankMsp: 'BankAMSP', hostMsp: 'OperatorMSP', core: 'CORE-01', currency: 'CNY' };
    const order = { ...limit, ceilingMinor: '9100000000', expiresOn: '2027-03-01' };
    const { status, body } = await ask('checker@BANK-A-01', 'POST', '/transactions/financing/setLimit', order);
    expect([status, JSON.stringify(body['details'] ?? null)]).to.deep.equal([200, 'null']);
  });
});

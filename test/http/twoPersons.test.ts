import { FIRST_POLICY, toWire } from '@tierline/chaincode/api';
import type { IdentityAttributes } from '@tierline/client-app/dist/ports/ledger';
import { expect } from 'chai';
import { Browser } from '../support/browser';
import { Served, type Reply } from '../support/served';

const PROGRAM = '/programs/DEMO-CNY';
const CORE = 'maker@CORE-01';
const CHECKER = 'checker@CORE-01';
/** The same natural persons as the makers, each with a second account that has both duties. */
const SECOND = 'second.account@CORE-01';
const SECOND_OPERATOR = 'second.account@OPERATOR-01';

const holder = (company: string): IdentityAttributes => ({ company, roles: ['maker', 'checker'], person: 'maker' });

describe('two persons', () => {
  let served: Served;

  before(async () => {
    served = await Served.start();
    await served.again(async (sessions) => {
      await sessions.enrol('CoreMSP', SECOND, holder('CORE-01'));
      await sessions.enrol('OperatorMSP', SECOND_OPERATOR, holder('OPERATOR-01'));
    });
  });
  after(() => served.end());

  const command = (name: string, as: string, receivables: readonly string[]): Promise<Reply> =>
    served.post(`${PROGRAM}/commands/${name}`, { as, body: { receivables } });
  const expectRefused = ({ status, body }: Pick<Reply, 'status' | 'body'>, need: string): void => {
    expect([status, body['code']], JSON.stringify(body)).to.deep.equal([403, 'NOT_AUTHORISED']);
    expect(JSON.stringify(body['details'])).to.include(need);
  };

  it('check and confirm: one person does not do both, by whatever account and whatever way he signs in', async () => {
    expect((await command('check', CORE, ['SEED-0005-01'])).status).to.equal(200);
    expectRefused(await command('confirm', SECOND, ['SEED-0005-01']), 'another person than the one who checked');
    const browser = new Browser(served.address);
    await browser.signIn(SECOND);
    const { status, text } = await browser.write(`/api/v1${PROGRAM}/commands/confirm`, { receivables: ['SEED-0005-01'] });
    expectRefused({ status, body: JSON.parse(text) as Reply['body'] }, 'another person than the one who checked');
    expect((await command('confirm', CHECKER, ['SEED-0005-01'])).status).to.equal(200);
  });

  it('check and confirm: who checked with his second account confirms with neither', async () => {
    expect((await command('check', SECOND, ['SEED-0005-02'])).status).to.equal(200);
    expectRefused(await command('confirm', SECOND, ['SEED-0005-02']), 'another person than the one who checked');
    expect((await command('confirm', CORE, ['SEED-0005-02'])).status, 'a maker confirms nothing').to.equal(403);
    expect((await command('confirm', CHECKER, ['SEED-0005-02'])).status).to.equal(200);
  });

  it('propose and approve: who proposed with one account does not approve with another', async () => {
    const proposal = 'PROPOSAL-TWO-1';
    const content = toWire({ ...FIRST_POLICY, version: 2 });
    const proposed = await served.post('/transactions/company/propose', {
      as: 'maker@OPERATOR-01',
      body: { proposal, subject: 'POLICY', content },
    });
    expect(proposed.status, JSON.stringify(proposed.body)).to.equal(200);
    const approve = (as: string): Promise<Reply> => served.post('/transactions/company/approve', { as, body: { proposal } });
    expectRefused(await approve(SECOND_OPERATOR), 'another person than the one who proposed');
    expect((await approve('checker@OPERATOR-01')).status).to.equal(200);
  });

  it('are asked for again by the ledger, whose certificate names the person: no field of a request does', async () => {
    for (const field of ['person', 'checkedBy', 'user', 'as']) {
      const body = { receivables: ['SEED-0006-01'], [field]: 'checker' };
      expect((await served.post(`${PROGRAM}/commands/confirm`, { as: SECOND, body })).status, field).to.equal(400);
    }
  });
});

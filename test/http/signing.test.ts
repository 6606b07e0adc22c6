import type { TypedData } from '@tierline/chaincode/api';
import { expect } from 'chai';
import { Served, type Reply } from '../support/served';
import { TestKey } from '../support/signing';

const PROGRAM = '/programs/DEMO-CNY';
const MAKER = 'maker@CORE-01';
const CHECKER = 'checker@CORE-01';
const REGULATOR = 'checker@REGULATOR-01';

type Row = Readonly<Record<string, unknown>>;
interface ToSign {
  readonly required: boolean;
  readonly typedData: TypedData;
  readonly network: string;
}

describe('acts that a person signs himself, over HTTP', function () {
  this.timeout(120_000);
  let served: Served;
  const key = new TestKey('the checker of CORE-01');

  before(async () => {
    served = await Served.start();
    await registeredFor(CHECKER, key);
  });
  after(() => served.end());
  afterEach('nothing is a bug of the server', () => expect(served.alarms).to.deep.equal([]));

  const send = (path: string, as: string, body: object, requestId?: string): Promise<Reply> =>
    served.post(path, { as, body, ...(requestId === undefined ? {} : { headers: { 'idempotency-key': requestId } }) });
  const done = async (path: string, as: string, body: object): Promise<Reply> => {
    const reply = await send(path, as, body);
    expect(reply.status, JSON.stringify(reply.body)).to.equal(200);
    return reply;
  };

  /** Registers a key of a person: the first of its company. */
  const registeredFor = async (user: string, signer: TestKey): Promise<void> => {
    const [person = '', company = ''] = user.split('@');
    const maker = `maker@${company}`;
    const { body } = await served.get(`/signing-keys/registration?address=${signer.address}&person=${person}`, maker);
    const possession = await signer.sign(body['typedData'] as TypedData);
    await done('/transactions/company/proposeKey', maker, { company, address: signer.address, person, possession, voucher: null });
    await done('/transactions/company/approveKey', REGULATOR, { company, address: signer.address });
  };

  /** What a command answers that is to be signed, and its signature. */
  const signed = async (path: string, as: string, body: object, requestId: string, by = key): Promise<object> => {
    const { body: asked } = await send(`${path}?dryRun=true`, as, body, requestId);
    const { typedData, network } = asked['consent'] as ToSign;
    return { network, message: typedData.message, signature: await by.sign(typedData) };
  };
  const reasonIn = ({ body }: Reply): unknown => (body['details'] as Row | undefined)?.['reason'] ?? body['code'];

  const CONFIRM = '/transactions/receivable/confirm';
  const order = (...receivables: string[]) => ({ program: 'DEMO-CNY', receivables, undertakingDigest: 'ab'.repeat(32) });

  describe('keys', () => {
    it('are listed with how they stand, to their company and to the regulator alone', async () => {
      const { body } = await served.get('/signing-keys', MAKER);
      expect((body['keys'] as Row[])[0]).to.include({
        company: 'CORE-01',
        address: key.address,
        person: 'CORE-01/checker',
        state: 'IN_FORCE',
      });
      expect((await served.get('/signing-keys?company=CORE-01', REGULATOR)).body['keys']).to.have.length(1);
      expect((await served.get('/signing-keys?company=CORE-01', 'maker@SUP-01')).status).to.equal(403);
      expect((await served.get('/signing-keys', 'maker@SUP-01')).body['keys']).to.deep.equal([]);
    });

    it('are told to the person who has them', async () => {
      expect((await served.get('/me', CHECKER)).body['signingKeys']).to.deep.equal([key.address]);
      expect((await served.get('/me', MAKER)).body['signingKeys']).to.deep.equal([]);
    });

    it('wait for the regulator, or for another person of the company', async () => {
      const next = new TestKey();
      const asked = await served.get(`/signing-keys/registration?address=${next.address}&person=maker`, MAKER);
      expect(asked.body['inForce']).to.deep.equal([key.address]);
      const data = asked.body['typedData'] as TypedData;
      const wish = { company: 'CORE-01', address: next.address, person: 'maker', possession: await next.sign(data) };
      expect(reasonIn(await send('/transactions/company/proposeKey', MAKER, { ...wish, voucher: null }))).to.equal('VOUCHER_REQUIRED');
      await done('/transactions/company/proposeKey', MAKER, { ...wish, voucher: await key.sign(data) });
      const { body } = await served.get('/signing-keys?state=PROPOSED', REGULATOR);
      expect((body['keys'] as Row[])[0]).to.include({ address: next.address, waitsFor: 'COMPANY' });
      await done('/transactions/company/revokeKey', MAKER, { company: 'CORE-01', address: next.address, from: null });
      expect((await served.get('/signing-keys?state=REVOKED', MAKER)).body['keys']).to.have.length(1);
    });

    it('are asked for by an address that is one', async () => {
      for (const address of ['', '0x12', key.address.toLowerCase()]) {
        expect((await served.get(`/signing-keys/registration?address=${address}`, MAKER)).status, address).to.equal(400);
      }
    });
  });

  describe('a transaction', () => {
    before(async () => {
      await done('/transactions/receivable/check', MAKER, { program: 'DEMO-CNY', receivables: ['SEED-0005-01', 'SEED-0005-02'] });
      const rules = [{ act: 'CONFIRM_TITLE', fromMinor: '0' }];
      await done('/transactions/program/requireConsent', CHECKER, { program: 'DEMO-CNY', rules });
    });

    it('tells what is to be signed for the request that follows, and that the program asks for it', async () => {
      const { body } = await send(`${CONFIRM}?dryRun=true`, CHECKER, order('SEED-0005-01'), 'HTTP-SIGN-1');
      const { required, typedData } = body['consent'] as ToSign;
      expect([body['ok'], required, typedData.primaryType]).to.deep.equal([true, true, 'ConfirmTitle']);
      expect(typedData.message).to.include({ requestId: 'HTTP-SIGN-1', person: 'CORE-01/checker', count: '1' });
      expect((typedData.message['items'] as string[])[0]).to.match(/^SEED-0005-01: .* #[0-9a-f]{32}$/);
      const programs = (await served.get('/me', CHECKER)).body['programs'] as Row[];
      expect(programs.find(({ id }) => id === 'DEMO-CNY')?.['consent']).to.deep.equal([{ act: 'CONFIRM_TITLE', fromMinor: '0' }]);
    });

    it('tells nothing that is to be signed to who may not act, or of what is no decisive act', async () => {
      const { body } = await send(`${CONFIRM}?dryRun=true`, MAKER, order('SEED-0005-01'));
      expect(body).not.to.have.property('consent');
      const check = await send('/transactions/receivable/check?dryRun=true', MAKER, { program: 'DEMO-CNY', receivables: ['SEED-0006-01'] });
      expect(check.body).not.to.have.property('consent');
    });

    it('is refused without a signature, by name and as a command', async () => {
      expect(reasonIn(await send(CONFIRM, CHECKER, order('SEED-0005-01')))).to.equal('REQUIRED');
      expect(reasonIn(await send(`${PROGRAM}/commands/confirm`, CHECKER, {}))).to.equal('REQUIRED');
      const job = await send(`${PROGRAM}/jobs/confirm`, CHECKER, {});
      expect([job.status, reasonIn(job)]).to.deep.equal([422, 'REQUIRED']);
      const wrong = await send(CONFIRM, CHECKER, { ...order('SEED-0005-01'), consent: { network: 'x', message: {}, signature: '0x' } });
      expect(wrong.status).to.equal(400);
    });

    /** What may be sent in place of the signature that was given, and what it is refused for. */
    const REPLAYS: readonly [string, (sent: Sent) => Sent, string][] = [
      ['for another request', (sent) => ({ ...sent, requestId: 'HTTP-SIGN-OTHER' }), 'OTHER_REQUEST'],
      ['without a request id', (sent) => ({ ...sent, requestId: undefined }), 'OTHER_REQUEST'],
      ['for other items', (sent) => ({ ...sent, body: order('SEED-0005-02') }), 'OTHER_CONTENT'],
      ['for more items', (sent) => ({ ...sent, body: order('SEED-0005-01', 'SEED-0005-02') }), 'OTHER_CONTENT'],
      ['for another undertaking', (sent) => ({ ...sent, body: { ...sent.body, undertakingDigest: 'cd'.repeat(32) } }), 'OTHER_CONTENT'],
      ['over another total', (sent) => withMessage(sent, { total: '1.00 CNY' }), 'OTHER_CONTENT'],
      ['for another channel', (sent) => withMessage(sent, { channel: 'other' }), 'OTHER_CHANNEL'],
      ['for another chaincode', (sent) => withMessage(sent, { chaincode: 'other' }), 'OTHER_CHAINCODE'],
      ['for another network', (sent) => ({ ...sent, consent: { ...sent.consent, network: 'ef'.repeat(32) } }), 'OTHER_NETWORK'],
      ['for another program', (sent) => withMessage(sent, { program: 'DEMO-EUR' }), 'OTHER_PROGRAM'],
      ['after its deadline', (sent) => withMessage(sent, { deadline: '2026-01-01T00:00:00Z' }), 'LATE'],
      ['with a deadline too far ahead', (sent) => withMessage(sent, { deadline: '2036-01-01T00:00:00Z' }), 'TOO_FAR_AHEAD'],
      ['with a deadline that was changed after it was signed', (sent) => withMessage(sent, { deadline: '2026-10-01T05:00:00Z' }), 'NO_KEY'],
    ];
    interface Sent {
      readonly requestId: string | undefined;
      readonly body: object;
      readonly consent: Row;
    }
    const withMessage = (sent: Sent, change: Row): Sent => ({
      ...sent,
      consent: { ...sent.consent, message: { ...(sent.consent['message'] as Row), ...change } },
    });

    for (const [what, change, reason] of REPLAYS) {
      it(`is refused with a signature, but ${what}`, async () => {
        const consent = (await signed(CONFIRM, CHECKER, order('SEED-0005-01'), 'HTTP-SIGN-2')) as Row;
        const { requestId, body, consent: other } = change({ requestId: 'HTTP-SIGN-2', body: order('SEED-0005-01'), consent });
        expect(reasonIn(await send(CONFIRM, CHECKER, { ...body, consent: other }, requestId))).to.equal(reason);
      });
    }

    it('is refused with the signature of a key that nobody registered, and a dry run says so before', async () => {
      const consent = await signed(CONFIRM, CHECKER, order('SEED-0005-01'), 'HTTP-SIGN-3', new TestKey());
      const body = { ...order('SEED-0005-01'), consent };
      expect(reasonIn(await send(CONFIRM, CHECKER, body, 'HTTP-SIGN-3'))).to.equal('NO_KEY');
      const { body: asked } = await send(`${CONFIRM}?dryRun=true`, CHECKER, body, 'HTTP-SIGN-3');
      const failed = (asked['conditions'] as Row[]).filter(({ ok }) => ok === false).map(({ condition }) => condition);
      expect(failed).to.deep.equal(['consent-key']);
    });

    it('is done with the signature, once, and the same signature does nothing more', async () => {
      const body = { ...order('SEED-0005-01'), consent: await signed(CONFIRM, CHECKER, order('SEED-0005-01'), 'HTTP-SIGN-4') };
      const first = await send(CONFIRM, CHECKER, body, 'HTTP-SIGN-4');
      expect(first.status, JSON.stringify(first.body)).to.equal(200);
      const again = await send(CONFIRM, CHECKER, body, 'HTTP-SIGN-4');
      const idIn = ({ body: told }: Reply): unknown => (told['transactions'] as Row[])[0]?.['transactionId'];
      expect(idIn(again)).to.equal(idIn(first));
      expect(reasonIn(await send(CONFIRM, CHECKER, body, 'HTTP-SIGN-5'))).to.equal('WRONG_STATE');
    });
  });

  describe('a command that chooses for the caller', () => {
    const command = (name: string) => `${PROGRAM}/commands/${name}`;

    it('confirms what waits with one signature', async () => {
      const body = { receivables: ['SEED-0005-02'] };
      const consent = await signed(command('confirm'), CHECKER, body, 'HTTP-SIGN-6');
      const reply = await send(command('confirm'), CHECKER, { ...body, consent }, 'HTTP-SIGN-6');
      expect([reply.status, (reply.body['transactions'] as Row[]).length]).to.deep.equal([200, 1]);
    });

    it('pays what was signed: the same tokens to the same payee under the same request', async () => {
      const payer = new TestKey('the maker of SUP-01');
      await registeredFor('maker@SUP-01', payer);
      const rules = ['CONFIRM_TITLE', 'ASSIGN', 'TAKE'].map((act) => ({ act, fromMinor: '0' }));
      await done('/transactions/program/requireConsent', CHECKER, { program: 'DEMO-CNY', rules });
      const body = { payee: 'SUP-03', amountMinor: '1000000', invoice: { number: 'HTTP-S-1', issueDate: '2026-04-01' } };
      expect(reasonIn(await send(command('pay'), 'maker@SUP-01', body, 'HTTP-SIGN-7'))).to.equal('REQUIRED');
      const consent = await signed(command('pay'), 'maker@SUP-01', body, 'HTTP-SIGN-7', payer);
      const dearer = { ...body, amountMinor: '1100000', consent };
      expect(reasonIn(await send(command('pay'), 'maker@SUP-01', dearer, 'HTTP-SIGN-7'))).to.equal('OTHER_CONTENT');
      const other = { ...body, payee: 'SUP-02', consent };
      expect(reasonIn(await send(command('pay'), 'maker@SUP-01', other, 'HTTP-SIGN-7'))).to.equal('OTHER_CONTENT');
      const paid = await send(command('pay'), 'maker@SUP-01', { ...body, consent }, 'HTTP-SIGN-7');
      expect(paid.status, JSON.stringify(paid.body)).to.equal(200);
      const again = await send(command('pay'), 'maker@SUP-01', { ...body, consent }, 'HTTP-SIGN-7');
      expect(again.body['transfer']).to.equal(paid.body['transfer']);
      expect(again.body['transactions']).to.deep.equal([]);
    });
  });
});

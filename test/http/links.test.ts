import { linkSeal } from '@tierline/client-app/dist/adapters/linkSeal';
import { expect } from 'chai';
import { now, Served, type Reply } from '../support/served';

const PROGRAM = '/programs/DEMO-CNY';
const PAYER = 'maker@SUP-01';
const PAYEE = 'maker@SUP-04';

type Row = Readonly<Record<string, unknown>>;

describe('a payment behind a link', () => {
  let served: Served;
  let transfer: string;
  let made: Row;

  before(async () => {
    served = await Served.start();
    const rows = (await served.get(`${PROGRAM}/lists/transfers?status=OPEN`, PAYER)).body['rows'] as readonly Row[];
    transfer = String(rows[0]?.['transfer']);
    made = (await served.get(`${PROGRAM}/transfers/${transfer}/link`, PAYER)).body;
  });
  after(() => served.end());

  const look = (link: unknown, query = ''): Promise<Reply> =>
    served.send('GET', `/api/v1/links/payment${query}`, { headers: { 'tierline-link': String(link) } });
  const answer = (link: unknown, as: string, word: string, query = ''): Promise<Reply> =>
    served.post(`/links/payment/answer${query}`, { as, body: { link, answer: word } });

  describe('refuses', () => {
    it('to be made by who is neither payer nor payee, or for a payment that is not open', async () => {
      expect((await served.get(`${PROGRAM}/transfers/${transfer}/link`, 'maker@SUP-02')).status).to.equal(404);
      const done = (await served.get(`${PROGRAM}/lists/transfers?status=ACCEPTED`, PAYER)).body['rows'] as readonly Row[];
      const { body } = await served.get(`${PROGRAM}/transfers/${String(done[0]?.['transfer'])}/link`, PAYER);
      expect(body['code']).to.equal('WRONG_STATE');
    });

    it('a text that is no link, a changed one, and one of another server', async () => {
      const [payload = '', mac = ''] = String(made['link']).split('.');
      const other = Buffer.from(JSON.stringify(['DEMO-CNY', transfer, 'SUP-02', PAYER, 9_999_999_999_999])).toString('base64url');
      const foreign = linkSeal(Buffer.alloc(32, 7)).seal({
        program: 'DEMO-CNY',
        transfer,
        payee: 'SUP-04',
        maker: PAYER,
        expiresAtMs: 9e12,
      });
      const wrong = [
        'x',
        `${payload}.`,
        `.${mac}`,
        `${other}.${mac}`,
        `${payload}.${mac}x`,
        `${payload}.${mac}.x`,
        foreign,
        'y'.repeat(600),
      ];
      for (const link of wrong) {
        const { status, body } = await look(link);
        expect([status, body['code']], link.slice(0, 40)).to.deep.equal([404, 'NOT_FOUND']);
      }
      expect((await served.send('GET', '/api/v1/links/payment', {})).status).to.equal(400);
    });

    it('to be answered by anybody but the payee, whoever has it', async () => {
      for (const user of [PAYER, 'maker@SUP-02', 'maker@CORE-01', 'maker@OPERATOR-01', 'maker@REGULATOR-01']) {
        expect((await answer(made['link'], user, 'ACCEPT')).body['code'], user).to.equal('NOT_AUTHORISED');
      }
      const nobody = await served.send('POST', '/api/v1/links/payment/answer', { body: { link: made['link'], answer: 'ACCEPT' } });
      expect(nobody.status).to.be.oneOf([401, 403]);
    });

    it('every word but ACCEPT and REJECT', async () => {
      expect((await answer(made['link'], PAYEE, 'PAY')).status).to.equal(400);
    });
  });

  describe('works', () => {
    it('is shown in plain words to whoever has the link, and tells no id of a token', async () => {
      const { status, body } = await look(made['link'], '?lang=zh');
      expect(status).to.equal(200);
      expect(body).to.include({
        payer: 'Hengda Precision Parts',
        payee: 'Taizhou Coatings',
        payeeCompany: 'SUP-04',
        amountMinor: '2500000',
      });
      expect(body['sentence']).to.include('25,000.00 CNY').and.to.include('演示');
      expect(JSON.stringify(body)).to.not.include('SEED-').and.not.include(transfer);
      expect(String(made['url'])).to.match(/^http:\/\/127\.0\.0\.1:\d+\/p#/);
      expect(String(made['link'])).to.match(/^[\w-]+\.[\w-]+$/);
    });

    it('ends after 72 hours at the latest', () => {
      const hours = (Date.parse(String(made['expiresAt'])) - now()) / 3_600_000;
      expect(hours).to.be.greaterThan(70).and.at.most(72);
    });

    it('is accepted by the payee who signs in, once', async () => {
      expect((await answer(made['link'], PAYEE, 'ACCEPT', '?dryRun=true')).body).to.include({ dryRun: true, ok: true });
      const accepted = await answer(made['link'], PAYEE, 'ACCEPT');
      expect(accepted.status, JSON.stringify(accepted.body)).to.equal(200);
      expect((await look(made['link'])).body).to.include({ code: 'WRONG_STATE' });
      const again = await answer(made['link'], PAYEE, 'REJECT');
      expect(again.body['details']).to.include({ current: 'ACCEPTED' });
    });

    it('leads to the address under which browsers reach the server, whatever name it was asked for under', async () => {
      const behind = await Served.start({ publicUrl: 'https://tierline.example' });
      try {
        const rows = (await behind.get(`${PROGRAM}/lists/transfers?status=OPEN`, PAYER)).body['rows'] as readonly Row[];
        const path = `${PROGRAM}/transfers/${String(rows[0]?.['transfer'])}/link`;
        const { body } = await behind.get(path, PAYER);
        expect(body['url']).to.equal(`https://tierline.example/p#${String(body['link'])}`);
        const elsewhere = await behind.askedAs('elsewhere.example', `/api/v1${path}`, await behind.bearer(PAYER));
        expect(elsewhere, 'a name that is not ours').to.equal(403);
      } finally {
        await behind.end();
      }
    });

    it('raised no alarm', () => expect(served.alarms).to.deep.equal([]));
  });
});

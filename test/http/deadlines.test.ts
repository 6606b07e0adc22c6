import { expect } from 'chai';
import { Served } from '../support/served';

const PROGRAM = '/programs/DEMO-CNY';

type Row = Readonly<Record<string, unknown>>;

describe('what ends soon', () => {
  let served: Served;

  before(async () => {
    served = await Served.start();
  });
  after(() => served.end());

  const kinds = async (user: string, days = 3): Promise<Record<string, number>> => {
    const { status, body } = await served.get(`${PROGRAM}/deadlines?days=${days}`, user);
    expect(status, user).to.equal(200);
    const counts: Record<string, number> = {};
    for (const { kind } of body['deadlines'] as readonly Row[]) counts[String(kind)] = (counts[String(kind)] ?? 0) + 1;
    return counts;
  };

  it('is refused for no day, and for more than a month', async () => {
    for (const days of ['0', '32', '-1', 'x'])
      expect((await served.get(`${PROGRAM}/deadlines?days=${days}`, 'maker@SUP-03')).status).to.equal(400);
  });

  it('tells a seller his ask and its offers', async () => {
    expect(await kinds('maker@SUP-03')).to.deep.include({ OFFER: 2, ASK: 1 });
  });

  it('tells payer and payee of an open payment, in time', async () => {
    expect(await kinds('maker@SUP-04', 8)).to.include({ PAYMENT_TO_ACCEPT: 1 });
    expect(await kinds('maker@SUP-01', 8)).to.include({ PAYMENT_OFFERED: 1 });
    expect(await kinds('maker@SUP-04', 3)).to.not.have.property('PAYMENT_TO_ACCEPT');
  });

  it('tells each bank the asks open to it, and its own payouts alone', async () => {
    expect(await kinds('maker@BANK-B-01')).to.deep.equal({ ASK: 1, PAYOUT: 1 });
    expect(await kinds('maker@BANK-A-01')).to.deep.equal({ ASK: 1 });
  });

  it('writes an e-mail in the reader’s language, with amounts as people read them', async () => {
    const { body } = await served.get(`${PROGRAM}/deadlines?lang=zh`, 'maker@SUP-03');
    const { subject, text } = body['mail'] as { readonly subject: string; readonly text: string };
    expect(subject).to.match(/^DEMO DEMO-CNY SUP-03: 到期提醒 \(3\)$/);
    expect(text)
      .to.include('业务日期: 2026-04-27 (UTC+08:00)')
      .and.to.include('报价失效')
      .and.to.match(/\d{3},\d{3}\.\d{2} CNY/);
    const english = (await served.get(`${PROGRAM}/deadlines`, 'maker@REGULATOR-01')).body['mail'] as Row;
    expect(english['text']).to.include('Nothing expires.');
  });

  it('is a calendar that other programs read: times in UTC, no line too long, no two events under one id', async () => {
    const { headers } = await served.file(`${PROGRAM}/deadlines/calendar`, 'maker@SUP-01');
    expect(headers.get('content-type')).to.match(/^text\/calendar/);
    const seller = (await served.file(`${PROGRAM}/deadlines/calendar?lang=zh`, 'maker@SUP-03')).bytes.toString('utf8');
    expect(seller)
      .to.match(/DTSTART:202604\d\dT\d{6}Z\r\n/)
      .and.to.include('报价失效');
    const long = seller.split('\r\n').filter((line) => Buffer.byteLength(line) > 75);
    expect(long).to.deep.equal([]);
    const uids = [...seller.matchAll(/^UID:(.*)$/gm)].map(([, uid]) => uid);
    expect(new Set(uids).size).to.equal(uids.length);
  });

  it('raised no alarm', () => expect(served.alarms).to.deep.equal([]));
});

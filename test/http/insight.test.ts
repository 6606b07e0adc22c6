import { expect } from 'chai';
import { Served } from '../support/served';

const PROGRAM = '/programs/DEMO-CNY';
const REGULATOR = 'maker@REGULATOR-01';

type Row = Readonly<Record<string, unknown>>;

describe('what organisations know, over HTTP', () => {
  let served: Served;
  let path: string;

  before(async () => {
    served = await Served.start();
    const { body } = await served.get(`${PROGRAM}/tokens?owner=SUP-03&status=LOCKED`, REGULATOR);
    path = `${PROGRAM}/tokens/${String((body['items'] as readonly Row[])[0]?.['token'])}/knowledge`;
  });
  after(() => served.end());

  const records = async (user: string, organisation = ''): Promise<readonly Row[]> => {
    const { status, body } = await served.get(`${path}${organisation}`, user);
    expect(status, user).to.equal(200);
    return body['records'] as readonly Row[];
  };

  it('is refused to a hosted company, and of another organisation to all but the regulator', async () => {
    expect((await served.get(path, 'maker@SUP-03')).body['code']).to.equal('NOT_AUTHORISED');
    for (const user of ['maker@CORE-01', 'maker@BANK-A-01', 'maker@OPERATOR-01']) {
      expect((await served.get(`${path}?organisation=REGULATOR`, user)).body['code'], user).to.equal('NOT_AUTHORISED');
    }
    expect((await served.get(`${path}?organisation=NOBODY`, REGULATOR)).body['code']).to.equal('NOT_FOUND');
  });

  it('is the offer of a bank to itself, and no word of the other bank’s', async () => {
    const found = await records('maker@BANK-A-01');
    const offers = found.filter(({ kind }) => kind === 'OFFER').map(({ record }) => (record as Row)['bank']);
    expect(offers).to.deep.equal(['BANK-A-01']);
    expect(JSON.stringify(found)).to.not.include('BankB').and.not.include('BANK-B');
    expect(found.every(({ how }) => how === 'CLEAR')).to.equal(true);
  });

  it('is to the regulator what any organisation reads, and what it holds as hashes', async () => {
    const all = await records(REGULATOR);
    expect(all.filter(({ kind }) => kind === 'OFFER')).to.have.length(2);
    const ofBank = await records(REGULATOR, '?organisation=BANK-A');
    expect(ofBank.filter(({ how }) => how === 'HASH')).to.have.length(1);
    expect(ofBank.filter(({ how }) => how === 'CLEAR').map(({ kind, id }) => [kind, id])).to.deep.equal(
      (await records('maker@BANK-A-01')).map(({ kind, id }) => [kind, id]),
    );
  });

  it('is the audit for the regulator alone: every check, as far as the chain goes, kept while nothing changes', async () => {
    for (const user of ['maker@CORE-01', 'maker@OPERATOR-01', 'maker@SUP-01']) {
      expect((await served.get('/audit', user)).body['code'], user).to.equal('NOT_AUTHORISED');
    }
    const [one, other] = await Promise.all([served.get('/audit', REGULATOR), served.get('/audit', REGULATOR)]);
    expect(one.body).to.deep.equal(other.body);
    expect(one.body).to.include({ ok: true, isCurrent: true });
    expect((one.body['checks'] as readonly Row[]).length).to.be.greaterThan(10);
    await served.post(`${PROGRAM}/commands/check`, { as: 'maker@CORE-01', body: {} });
    const later = await served.get('/audit', REGULATOR);
    expect(later.body).to.include({ isCurrent: false, at: one.body['at'] });
  });

  it('raised no alarm', () => expect(served.alarms).to.deep.equal([]));
});

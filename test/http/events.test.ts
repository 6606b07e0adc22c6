import { expect } from 'chai';
import { Served } from '../support/served';
import { watch, type Watch } from '../support/watch';

describe('server-sent events', () => {
  let served: Served;
  const open: Watch[] = [];

  before(async () => {
    served = await Served.start();
  });
  after(async () => {
    for (const each of open) each.end();
    await served.end();
  });

  const watching = async (user: string, more: Readonly<Record<string, string>> = {}): Promise<Watch> => {
    const started = await watch(`${served.address}/api/v1/events`, { ...(await served.bearer(user)), ...more });
    open.push(started);
    return started;
  };

  const act = async (as: string, path: string, body: unknown): Promise<void> => {
    const { status } = await served.post(path, { as, body });
    expect(status).to.equal(200);
  };

  it('tell each watcher what changed that he may see, and nobody else', async () => {
    const [bank, otherBank, core, supplier, other] = await Promise.all(
      ['maker@BANK-A-01', 'maker@BANK-B-01', 'maker@CORE-01', 'maker@SUP-01', 'maker@SUP-02'].map((user) => watching(user)),
    );
    const limit = {
      program: 'DEMO-CNY',
      bankMsp: 'BankAMSP',
      hostMsp: 'OperatorMSP',
      core: 'CORE-01',
      currency: 'CNY',
      expiresOn: '2027-03-01',
    };
    await act('checker@BANK-A-01', '/transactions/financing/setLimit', { ...limit, ceilingMinor: '9100000000' });
    await act('maker@CORE-01', '/programs/DEMO-CNY/commands/check', {});
    await core?.until(({ kinds }) => kinds.includes('SCHEDULE'));
    expect(await bank?.until(({ kinds }) => kinds.includes('CREDIT-LIMIT'))).to.not.equal(null);
    expect(otherBank?.events.flatMap(({ kinds }) => kinds)).to.not.include('CREDIT-LIMIT');
    expect(core?.events.flatMap(({ kinds }) => kinds)).to.not.include('CREDIT-LIMIT');
    expect(supplier?.events.flatMap(({ kinds }) => kinds)).to.not.include('CREDIT-LIMIT');
    expect(other?.events.flatMap(({ ids }) => ids)).to.not.include('SEED-0005');
  });

  it('are told again from the last one that was received', async () => {
    const first = await watching('maker@CORE-01');
    await act('checker@CORE-01', '/programs/DEMO-CNY/commands/confirm', {});
    const seen = await first.until(({ kinds }) => kinds.includes('RESTING'));
    const again = await watching('maker@CORE-01', { 'last-event-id': String((seen?.block ?? 0) - 1) });
    const told = await again.until(({ block }) => block === seen?.block);
    expect(told?.ids).to.deep.equal(seen?.ids);
  });

  it('begin with the place to come back to, for who is cut off before anything changes', async () => {
    const { headers } = await served.get('/me', 'maker@CORE-01');
    const response = await fetch(`${served.address}/api/v1/events`, { headers: await served.bearer('maker@CORE-01') });
    const first = await response.body?.getReader().read();
    expect(new TextDecoder().decode(first?.value)).to.include(`id: ${headers.get('tierline-block')}\n`);
  });

  it('are told to a watcher who heard of blocks that are not there', async () => {
    const early = await watching('maker@CORE-01', { 'last-event-id': '999999' });
    await act('maker@OPERATOR-01', '/transactions/company/setStatus', { company: 'SUP-04', status: 'SUSPENDED' });
    expect(await early.until(({ ids }) => ids.includes('SUP-04'))).to.not.equal(null);
  });

  it('are not kept back for a request that wants no body', async () => {
    const { status } = await served.send('HEAD', '/api/v1/events', { as: 'maker@CORE-01' });
    expect(status).to.equal(200);
  });

  it('need an identity', async () => {
    const { status } = await served.get('/events');
    expect(status).to.equal(401);
  });
});

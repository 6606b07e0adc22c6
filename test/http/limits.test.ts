import { faultIn } from '@tierline/chaincode/api';
import { Turns } from '@tierline/client-app/dist/http/protection/turns';
import { expect } from 'chai';
import { Served, type Reply } from '../support/served';

const NOISY = 'maker@SUP-01';
const QUIET = 'maker@CORE-01';
const LIMITS = { ofCompany: 20, ofAddress: 20, reads: 2, writes: 8, waiting: 1_000 };
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('a company that sends too much', () => {
  let served: Served;

  before(async () => {
    served = await Served.start({ limits: LIMITS });
    for (const user of [NOISY, 'checker@SUP-01', QUIET]) await served.bearer(user);
    await pause(1_100);
  });
  after(() => served.end());

  const refused = (replies: readonly Reply[]): readonly Reply[] => replies.filter(({ status }) => status === 429);

  /** Sends many requests at once; sees that no more were taken than the seconds allow, and answers those that were refused. */
  const storm = async (asking: (count: number) => Promise<Reply>, limit: number): Promise<readonly Reply[]> => {
    await pause(1_100);
    const begun = performance.now();
    const replies = await Promise.all(Array.from({ length: 5 * limit }, (_each, count) => asking(count)));
    const windows = 2 + Math.floor((performance.now() - begun) / 1_000);
    expect(replies.length - refused(replies).length).to.be.at.most(windows * limit);
    expect(refused(replies)).to.have.length.above(0);
    return refused(replies);
  };

  it('is refused beyond its limit, as a problem that says when to come again', async () => {
    const [first] = await storm(() => served.get('/version', NOISY), LIMITS.ofCompany);
    expect(first?.body).to.include({ code: 'TOO_MANY_REQUESTS', status: 429 });
    expect(first?.headers.get('content-type')).to.match(/^application\/problem\+json/);
    expect(first?.headers.get('retry-after')).to.equal('1');
    expect(first?.body['detail']).to.include('try again in 1 seconds');
    await pause(1_100);
    expect((await served.get('/me', NOISY)).status, 'after that time').to.equal(200);
  });

  it('is one, whoever of its people asks, and from whatever address he says that he asks', async () => {
    await storm((count) => {
      const headers = { 'x-forwarded-for': `10.0.0.${count}`, forwarded: `for=10.0.0.${count}`, 'x-real-ip': `10.0.0.${count}` };
      return served.send('GET', '/api/v1/version', { as: count % 2 === 0 ? NOISY : 'checker@SUP-01', headers });
    }, LIMITS.ofCompany);
  });

  it('is not each address that a stranger makes up', async () => {
    await storm((count) => {
      const headers = { 'x-forwarded-for': `10.0.0.${count}`, authorization: `Bearer ${count}.x.y` };
      return served.send('GET', '/api/v1/version', { headers });
    }, LIMITS.ofAddress);
    expect((await served.get('/me', QUIET)).status, 'who is signed in at the same address').to.equal(200);
  });

  it('waits for its own turn, and is sent away when too many wait', async () => {
    const turns = new Turns(2);
    const [first, second] = [await turns.take('A', 2), await turns.take('A', 2)];
    const order: number[] = [];
    const waiting = [3, 4].map(async (number) => {
      const giveBack = await turns.take('A', 2);
      order.push(number);
      giveBack();
    });
    expect((await turns.take('A', 2).catch(faultIn)) as object).to.include({ code: 'TOO_MANY_REQUESTS' });
    const other = await turns.take('B', 2);
    expect(order, 'another kind is let in meanwhile').to.deep.equal([]);
    for (const giveBack of [first, first, other]) giveBack();
    await Promise.all(waiting);
    second();
    expect(order).to.deep.equal([3, 4]);
    const again = await Promise.all([turns.take('A', 2), turns.take('A', 2)]);
    expect(again).to.have.length(2);
  });

  it('does not take all places of those who watch', async () => {
    const wide = await Served.start();
    const over = new AbortController();
    const watched = async (user: string): Promise<number> => {
      const headers = await wide.bearer(user);
      return (await fetch(`${wide.address}/api/v1/events`, { headers, signal: over.signal })).status;
    };
    const statuses: number[] = [];
    for (let count = 0; count < 110; count += 10) statuses.push(...(await Promise.all(Array.from({ length: 10 }, () => watched(NOISY)))));
    expect(statuses.filter((status) => status === 200)).to.have.length(100);
    expect(await watched(QUIET)).to.equal(200);
    over.abort();
    await wide.end();
  });
});

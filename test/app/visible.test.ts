import { Fault, TRANSACTIONS } from '@tierline/chaincode/api';
import { deskIn } from '@tierline/client-app/dist/app/desk';
import { traceOf, type Trace, type TraceNode } from '@tierline/client-app/dist/app/trace';
import { viewerOf } from '@tierline/client-app/dist/app/visible';
import { expect } from 'chai';
import { act, allow, pay, sell } from '../support/sale';
import { confirmed, PROGRAM, TEST_NOW_MS, World } from '../support/world';

const FACE = 1_000_000n;

/** SUP-01's claim: 300,000 went to SUP-02, of which 100,000 are offered to SUP-03; SUP-01 sold 200,000 to a bank. */
describe('what a company sees of a receivable', function () {
  this.timeout(60_000);
  let world: World;
  let claim: string;

  before(async () => {
    world = await World.found();
    await allow(world);
    [claim] = (await confirmed(world, 'SEEN', [FACE])) as [string];
    await pay(world, 'maker@SUP-01', { transfer: 'TRF-0001', payee: 'SUP-02', takes: { [`${claim}:0-1000000`]: 300_000n } });
    await act(world, 'maker@SUP-02', TRANSACTIONS.token.accept, { program: PROGRAM, transfers: ['TRF-0001'] });
    await pay(world, 'maker@SUP-02', { transfer: 'TRF-0002', payee: 'SUP-03', takes: { [`${claim}:0-300000`]: 100_000n } });
    const cut = { program: PROGRAM, token: `${claim}:300000-1000000`, amountsMinor: [200_000n, 500_000n] };
    await act(world, 'maker@SUP-01', TRANSACTIONS.token.split, cut);
    const sale = { ask: 'ASK-0001', tokens: [`${claim}:300000-500000`], deadline: '2026-03-05T00:00:00Z', valueDate: '2026-03-03' };
    await sell(world, sale, 'COMPLETE');
  });
  after(() => world.end());

  const seenBy = async (user: string, id = claim): Promise<Trace> =>
    traceOf(await deskIn(await world.as(user), PROGRAM, null, TEST_NOW_MS), id);
  const nodesOf = (nodes: readonly TraceNode[]): TraceNode[] => nodes.flatMap((node) => [node, ...nodesOf(node.children)]);
  const shownTo = async (user: string): Promise<string[]> =>
    nodesOf((await seenBy(user)).tokens)
      .filter(({ owner }) => owner !== null)
      .map(({ token }) => token.slice(token.indexOf(':') + 1));
  const refusalOf = async (work: Promise<unknown>): Promise<unknown> =>
    work.then(
      () => null,
      (error: unknown) => (error instanceof Fault ? { code: error.code, ...error.details } : error),
    );

  const ALL = ['0-1000000', '0-300000', '0-100000', '100000-300000', '300000-1000000', '300000-500000', '500000-1000000'];

  it('is everything for creditor, debtor and the own companies of the organisations', async () => {
    for (const user of ['SUP-01', 'CORE-01', 'OPERATOR-01', 'BANK-A-01', 'BANK-B-01', 'REGULATOR-01']) {
      expect(await shownTo(`maker@${user}`), user).to.have.members(ALL);
      expect((await seenBy(`maker@${user}`)).documents, user).to.have.length(1);
    }
  });

  it('is for a lower tier what it owned or what is held for it, and of the rest amounts and states alone', async () => {
    expect(await shownTo('maker@SUP-02')).to.have.members(['0-300000', '0-100000', '100000-300000']);
    expect(await shownTo('maker@SUP-03')).to.have.members(['0-100000']);
    const { tokens, documents } = await seenBy('maker@SUP-03');
    const sold = nodesOf(tokens).find(({ token }) => token === `${claim}:300000-500000`);
    expect(sold).to.deep.include({ amountMinor: 200_000n, state: 'ACTIVE', owner: null, tier: null, lock: null, steps: [] });
    expect(documents).to.deep.equal([]);
  });

  it('names nobody with whom the company has nothing to do', async () => {
    expect(JSON.stringify(await seenBy('maker@SUP-03'), (_name, value: unknown) => (typeof value === 'bigint' ? String(value) : value)))
      .not.to.include('BANK')
      .and.not.to.include('ASK-0001');
  });

  it('is nothing for a stranger, who cannot tell it from a receivable or token that is not there', async () => {
    expect(await refusalOf(seenBy('maker@SUP-04'))).to.deep.equal({ code: 'NOT_FOUND', kind: 'receivable', id: claim });
    expect(await refusalOf(seenBy('maker@SUP-04', 'SEEN-02'))).to.deep.equal({ code: 'NOT_FOUND', kind: 'receivable', id: 'SEEN-02' });
    const [known, guessed] = [`${claim}:0-100000`, `${claim}:0-99999`];
    expect(await refusalOf(seenBy('maker@SUP-04', known))).to.deep.equal(await refusalOf(seenBy('maker@SUP-04', guessed)));
  });

  it('is no longer shown to who refused what was held for him', async () => {
    await act(world, 'maker@SUP-03', TRANSACTIONS.token.reject, { program: PROGRAM, transfers: ['TRF-0002'] });
    expect(await refusalOf(seenBy('maker@SUP-03'))).to.deep.include({ code: 'NOT_FOUND' });
  });

  it('follows from whose company the person is: the organisation reads for itself, a hosted company for itself alone', async () => {
    expect(await viewerOf(await world.as('maker@OPERATOR-01'))).to.deep.equal({ msp: 'OperatorMSP', company: null });
    expect(await viewerOf(await world.as('checker@BANK-B-01'))).to.deep.equal({ msp: 'BankBMSP', company: null });
    expect(await viewerOf(await world.as('maker@SUP-02'))).to.deep.equal({ msp: 'OperatorMSP', company: 'SUP-02' });
    const claimed = await world.as('maker@SUP-02');
    const elsewhere = { ...claimed, attributes: { ...claimed.attributes, company: 'BANK-A-01' } };
    expect(await refusalOf(viewerOf(elsewhere))).to.deep.include({ code: 'NOT_AUTHORISED' });
  });
});

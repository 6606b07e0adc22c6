import { pairCollection, TRANSACTIONS } from '@tierline/chaincode/api';
import { execute } from '@tierline/client-app/dist/app/execute';
import type { Session } from '@tierline/client-app/dist/app/session';
import type { Ledger } from '@tierline/client-app/dist/ports/ledger';
import { expect } from 'chai';
import { outcome } from '../support/refused';
import { allow, offerOf, sell } from '../support/sale';
import { PAIR_A, World } from '../support/world';
import { auditFindings, FACE, manyReceivables, tokenOf } from './manyTokens';

const { financing } = TRANSACTIONS;
const WRITERS = 50;
const MOST_TRIES = 6;

/** A session that counts how often its calls go to the ledger. */
function counted(session: Session): { readonly session: Session; readonly tries: () => number } {
  let tries = 0;
  const ledger = new Proxy(session.ledger, {
    get: (real, name: keyof Ledger) => {
      if (name !== 'submit') return typeof real[name] === 'function' ? (real[name] as () => unknown).bind(real) : real[name];
      return (...call: Parameters<Ledger['submit']>) => {
        tries += 1;
        return real.submit(...call);
      };
    },
  });
  return { session: { ...session, ledger }, tries: () => tries };
}

describe('fifty deals that draw on one credit line at once', function () {
  this.timeout(300_000);
  let world: World;
  let seller: Session;
  before(async () => {
    world = await World.found();
    await allow(world);
    seller = await world.as('maker@SUP-01');
  });
  after(() => world.end());

  /** Fifty asks, each with an offer of bank A. */
  async function offered(prefix: string): Promise<readonly string[]> {
    const receivables = (await manyReceivables(world, prefix, WRITERS / 25)).flat();
    const sale = { deadline: '2026-03-10T00:00:00Z', valueDate: '2026-03-03' };
    for (const id of receivables) await sell(world, { ask: `ASK-${id}`, tokens: [tokenOf(id)], ...sale }, 'OFFERED');
    return receivables.map((id) => `ASK-${id}`);
  }

  /** Takes the offers of all these asks at once; answers how each ended. */
  async function taken(asks: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const endings = await Promise.all(
      asks.map(async (ask) => {
        const { session, tries } = counted(seller);
        const order = { ...PAIR_A, ask, offer: offerOf(ask), account: 'CN-ACCT-1', reason: null };
        const ending = await outcome(execute(session, financing.take, order));
        expect(tries(), ask).to.be.at.most(MOST_TRIES);
        return [ask, ending] as const;
      }),
    );
    return new Map(endings);
  }

  const reserved = async (): Promise<bigint | undefined> =>
    (await world.record('CREDIT-LIMIT', 'CORE-01/CNY', pairCollection(PAIR_A.bankMsp, PAIR_A.hostMsp)))?.reservedMinor;

  it('each end within five tries more or are told of the conflict, and no draw is lost', async () => {
    let waiting = await offered('WIDE');
    for (let round = 1; waiting.length > 0; round += 1) {
      const endings = await taken(waiting);
      const before = waiting.length;
      expect([...endings.values()].filter((ending) => ending !== 'DONE' && ending !== 'MVCC_CONFLICT')).to.deep.equal([]);
      waiting = waiting.filter((ask) => endings.get(ask) !== 'DONE');
      expect(waiting.length, `round ${round}`).to.be.below(before);
      expect(await reserved()).to.equal(FACE * BigInt(WRITERS - waiting.length));
      console.log(`        round ${round}: ${before - waiting.length} of ${before} drew`);
    }
  });

  it('never draw more than its ceiling', async () => {
    const room = 20;
    await allow(world, 'CORE-01', FACE * BigInt(WRITERS + room));
    let waiting = await offered('TIGHT');
    for (let drawn = 0; waiting.length > 0;) {
      const endings = await taken(waiting);
      drawn += [...endings.values()].filter((ending) => ending === 'DONE').length;
      expect(await reserved()).to.equal(FACE * BigInt(WRITERS + drawn));
      waiting = waiting.filter((ask) => endings.get(ask) === 'MVCC_CONFLICT');
      // The limit's figures are the bank's: the seller is told that a condition is not met.
      const refused = [...endings.values()].filter((ending) => ending !== 'DONE' && ending !== 'MVCC_CONFLICT');
      if (refused.length > 0) expect([drawn, new Set(refused)]).to.deep.equal([room, new Set(['CONDITION_UNMET'])]);
    }
    expect(await reserved()).to.equal(FACE * BigInt(WRITERS + room));
  });

  it('leave a history in which the audit finds nothing', async () => {
    expect(await auditFindings(world)).to.deep.equal([]);
  });
});

import { TRANSACTIONS } from '@tierline/chaincode/api';
import type { Session } from '@tierline/client-app/dist/app/session';
import { expect } from 'chai';
import { paymentOf } from '../support/sale';
import { PROGRAM, World } from '../support/world';
import { auditFindings, FACE, manyReceivables, notWhole, tokenOf } from './manyTokens';
import { addUp, contender, MODES, run, Tally, winnerOf, type Contender, type Mode } from './racing';

const { token, financing } = TRANSACTIONS;
const SCHEDULES = 20;
const RACES = SCHEDULES * 25;

/** What the losers of each kind are told. */
const TOLD: Readonly<Record<Mode, readonly string[]>> = {
  execute: ['ask: NOT_FOUND', 'ask: WRONG_STATE', 'split: WRONG_STATE', 'transfer: NOT_FOUND', 'transfer: WRONG_STATE'],
  submit: ['ask: MVCC_CONFLICT', 'split: MVCC_CONFLICT', 'transfer: MVCC_CONFLICT'],
};

/** The owner cuts a token, offers it for sale, and pays with it, all at once; who starts first changes from race to race. */
function threeWays(owner: Session, receivable: string, index: number): readonly Contender[] {
  const id = tokenOf(receivable);
  const payment = paymentOf({ transfer: `TRF-${receivable}`, payee: 'SUP-02', takes: { [id]: FACE } });
  const asked = { kind: 'SALE' as const, recourse: false, deadline: '2026-03-10T00:00:00Z', tokens: [id], heldBack: [] };
  const all = [
    contender('split', owner, token.split, { program: PROGRAM, token: id, amountsMinor: [400_000n, 600_000n] }),
    contender('ask', owner, financing.ask, { program: PROGRAM, ask: `ASK-${receivable}`, ...asked }),
    contender('transfer', owner, token.assign, { program: PROGRAM, payments: [payment] }),
  ];
  return [...all.slice(index % 3), ...all.slice(0, index % 3)];
}

describe('a token that is split, asked for sale and paid away at once', function () {
  this.timeout(300_000);
  let world: World;
  let owner: Session;
  before(async () => {
    world = await World.found();
    owner = await world.as('maker@SUP-01');
  });
  after(() => world.end());

  for (const mode of MODES) {
    it(`has one fate in each of ${RACES} races by ${mode}, and stays whole`, async () => {
      const waves = await manyReceivables(world, mode.toUpperCase(), SCHEDULES);
      const [wins, losses] = [new Tally(), new Tally()];
      for (const [wave, receivables] of waves.entries()) {
        const races = await run(
          receivables.map((id, index) => threeWays(owner, id, wave + index)),
          mode,
          wave % 3 === 0 ? 'at once' : 'one ahead',
        );
        expect(
          races.filter((race) => winnerOf(race) === null),
          `wave ${wave}`,
        ).to.deep.equal([]);
        expect(await notWhole(world, receivables), `wave ${wave}`).to.deep.equal([]);
        addUp(races, wins, losses);
      }
      console.log(`        won: ${wins.toString()}; told: ${losses.toString()}`);
      expect(wins.names()).to.deep.equal(['ask', 'split', 'transfer']);
      expect(losses.names()).to.deep.equal(TOLD[mode]);
    });
  }

  it('leaves a history in which the audit finds nothing', async () => {
    expect(await auditFindings(world)).to.deep.equal([]);
  });
});

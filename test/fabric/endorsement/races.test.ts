import { faultIn, TRANSACTIONS, type Fault } from '@tierline/chaincode/api';
import { execute } from '@tierline/client-app/dist/app/execute';
import type { Session } from '@tierline/client-app/dist/app/session';
import { expect } from 'chai';
import { FACE } from '../../support/endorsementRows';
import type { FabricWorld } from '../../support/fabricWorld';
import { outcome } from '../../support/refused';
import { paymentOf, wholeToken } from '../../support/sale';
import { confirmed } from '../../support/world';
import { stage } from './stage';

const ROUNDS = process.env['NIGHTLY'] === '1' ? 200 : 20;
/** Most lines of a schedule. */
const LINES = 25;

describe('two transfers of one token at once, on Fabric', function () {
  this.timeout(ROUNDS * 10_000);
  let world: FabricWorld;
  const faults: Fault[] = [];
  const tokens: string[] = [];

  before(async () => {
    world = stage.world().tagged('-RACE');
    for (let made = 0; made < ROUNDS; made += LINES) {
      const faces = Array.from({ length: Math.min(LINES, ROUNDS - made) }, () => FACE);
      const receivables = await confirmed(world, `RACE-${made}`, faces);
      tokens.push(...receivables.map((receivable) => wholeToken(receivable, FACE)));
    }
  });

  it(`have exactly one winner in each of ${ROUNDS} rounds`, async () => {
    const session = listening(await world.as('maker@SUP-01'), faults);
    for (const [round, token] of tokens.entries()) {
      const outcomes = await Promise.all(
        ['SUP-02', 'SUP-03'].map((payee) => outcome(assign(session, `TRF-${round}-${payee}`, payee, token))),
      );
      expect(
        outcomes.filter((each) => each === 'DONE'),
        `round ${round}: ${outcomes.join()}`,
      ).to.have.length(1);
      const [lost] = outcomes.filter((each) => each !== 'DONE');
      expect(['WRONG_STATE', 'NOT_FOUND'], `round ${round}`).to.include(lost);
    }
  });

  it('are told to the loser as a conflict, also where the block says that a policy was not met', () => {
    const codes = new Set(faults.map(({ code }) => code));
    const told = faults.map(({ code, details }) => `${code} ${JSON.stringify(details['validation'] ?? '').replaceAll('"', '')}`);
    const counted = [...new Set(told)].map((each) => `${told.filter((one) => one === each).length} x ${each.trim()}`);
    console.log(`      ${counted.join(', ')}`);
    expect(codes.has('POLICY_UNMET')).to.equal(false);
    expect(told).to.include('MVCC_CONFLICT ENDORSEMENT_POLICY_FAILURE');
  });

  const assign = (session: Session, transfer: string, payee: string, token: string) =>
    execute(session, TRANSACTIONS.token.assign, {
      program: world.program,
      payments: [paymentOf({ transfer, payee, takes: { [token]: FACE } })],
    });
});

/** The session, every refusal of its submissions heard before it is tried again. */
function listening(session: Session, faults: Fault[]): Session {
  const { ledger } = session;
  const submit: typeof ledger.submit = async (...call) => {
    try {
      return await ledger.submit(...call);
    } catch (error) {
      const fault = faultIn(error);
      if (fault !== null) faults.push(fault);
      throw error;
    }
  };
  const { msp, blockTimeMs } = ledger;
  return {
    ...session,
    ledger: {
      msp,
      blockTimeMs,
      submit,
      evaluate: (...call) => ledger.evaluate(...call),
      height: () => ledger.height(),
      blocks: (...call) => ledger.blocks(...call),
      evidence: (...call) => ledger.evidence(...call),
      attest: (...call) => ledger.attest(...call),
      roots: () => ledger.roots(),
      close: () => ledger.close(),
    },
  };
}

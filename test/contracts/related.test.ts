import { TRANSACTIONS } from '@tierline/chaincode/api';
import { execute } from '@tierline/client-app/dist/app/execute';
import { onboardCompanies } from '@tierline/client-app/dist/app/founding';
import { expect } from 'chai';
import { confirmed, DIGEST, PAIR_A, PROGRAM, supplier, World } from '../support/world';

describe('related parties and blocked holders', () => {
  let world: World;
  before(async () => {
    world = await World.found();
    await onboardCompanies(world.open.sessions, [supplier('SIS-01', { group: 'GRP-01' }), supplier('SIS-02', { group: 'GRP-01' })]);
    const limit = { ...PAIR_A, core: 'CORE-01', currency: 'CNY', ceilingMinor: 10n ** 12n, expiresOn: '2026-12-31' };
    await execute(await world.as('checker@BANK-A-01'), TRANSACTIONS.financing.setLimit, limit);
  });
  after(() => world.end());

  const pass = async (transfer: string, token: string, payer: string, payee: string): Promise<void> => {
    const document = { type: 'INVOICE' as const, number: transfer, issueDate: '2026-02-20', amountMinor: 1_000_000n, digest: DIGEST };
    const payments = [{ transfer, payee, document, expiresAt: '2026-03-10T00:00:00Z', takes: [{ token, amountMinor: 1_000_000n }] }];
    await execute(await world.as(`maker@${payer}`), TRANSACTIONS.token.assign, { program: PROGRAM, payments });
    await execute(await world.as(`maker@${payee}`), TRANSACTIONS.token.accept, { program: PROGRAM, transfers: [transfer] });
  };

  /** Offers on the token as its owner asks; answers the code of the refusal, or DONE. */
  const offered = async (ask: string, owner: string, token: string, relatedNote: string | null): Promise<string> => {
    if ((await world.record('ASK', ask)) === null) {
      await execute(await world.as(`maker@${owner}`), TRANSACTIONS.financing.ask, {
        program: PROGRAM,
        ask,
        kind: 'SALE',
        recourse: false,
        deadline: '2026-03-05T00:00:00Z',
        tokens: [token],
        heldBack: [],
      });
    }
    const bid = {
      ratePpm: 45_000,
      feesMinor: 0n,
      valueDate: '2026-03-03',
      validUntil: '2026-03-04T00:00:00Z',
      tenorNote: null,
      relatedNote,
    };
    try {
      await execute(await world.as('maker@BANK-A-01'), TRANSACTIONS.financing.offer, { ...PAIR_A, ask, offer: `OFF-${ask}`, ...bid });
      return 'DONE';
    } catch (error) {
      return (error as { details: { condition?: string } }).details.condition ?? (error as { code: string }).code;
    }
  };

  it('a bank offers on a token that passed within a group only after it has noted its review', async () => {
    const [receivable] = (await confirmed(world, 'GROUP', [1_000_000n])) as [string];
    const token = `${receivable}:0-1000000`;
    await pass('TRF-G1', token, 'SUP-01', 'SIS-01');
    await pass('TRF-G2', token, 'SIS-01', 'SIS-02');
    expect(await offered('ASK-GROUP', 'SIS-02', token, null)).to.equal('related-parties-reviewed');
    expect(await offered('ASK-GROUP', 'SIS-02', token, 'Deliveries within the group were seen')).to.equal('DONE');
  });

  it('a token that comes back to a former owner is related too, one that only goes down is not', async () => {
    const [ring, plain] = (await confirmed(world, 'RING', [1_000_000n, 1_000_000n])) as [string, string];
    await pass('TRF-R1', `${ring}:0-1000000`, 'SUP-01', 'SUP-02');
    await pass('TRF-R2', `${ring}:0-1000000`, 'SUP-02', 'SUP-01');
    await pass('TRF-P1', `${plain}:0-1000000`, 'SUP-01', 'SUP-02');
    expect(await offered('ASK-RING', 'SUP-01', `${ring}:0-1000000`, null)).to.equal('related-parties-reviewed');
    expect(await offered('ASK-PLAIN', 'SUP-02', `${plain}:0-1000000`, null)).to.equal('DONE');
  });

  it('a blocked holder is paid into a frozen result, to the minor unit', async () => {
    const [receivable] = (await confirmed(world, 'FROZEN', [1_000_000n])) as [string];
    const token = `${receivable}:0-1000000`;
    await pass('TRF-F1', token, 'SUP-01', 'SUP-04');
    await execute(await world.as('maker@REGULATOR-01'), TRANSACTIONS.company.setStatus, { company: 'SUP-04', status: 'BLOCKED' });
    const bank = await world.as('maker@BANK-A-01');
    const settle = (bankReference: string, receivedMinor: bigint) =>
      execute(bank, TRANSACTIONS.settlement.settle, { program: PROGRAM, receivable, bankReference, receivedMinor, interestMinor: 0n });
    await settle('BANK-F1', 300_001n);
    await execute(bank, TRANSACTIONS.settlement.redeem, { program: PROGRAM, tokens: [token] });
    await settle('BANK-F2', 699_999n);
    await execute(bank, TRANSACTIONS.settlement.redeem, { program: PROGRAM, tokens: [token] });
    expect(await world.record('FROZEN-RESULT', 'SUP-04')).to.include({ owner: 'SUP-04', amountMinor: 1_000_000n });
    expect(await world.record('FROZEN-RESULT', 'SUP-01')).to.equal(null);
  });
});

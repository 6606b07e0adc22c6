import { TRANSACTIONS } from '@tierline/chaincode/api';
import { calendarFor } from '@tierline/client-app/dist/adapters/calendars/calendarFor';
import { onboardCompanies } from '@tierline/client-app/dist/app/founding';
import { expect } from 'chai';
import { outcome, refused } from '../support/refused';
import { act } from '../support/sale';
import { confirmed, FIRST_DAY, offsetFor, PROGRAM, supplier, TERMS, World } from '../support/world';

describe('a program is made of the register', function () {
  this.timeout(30_000);
  let world: World;

  before(async () => {
    world = await World.found();
    await onboardCompanies(world.open.sessions, [
      supplier('HOUSE-BANK', { roles: ['bank'] }),
      supplier('BANK-A-02', { roles: ['bank'], hostMsp: 'BankAMSP' }),
    ]);
  });
  after(() => world.end());

  const create = (more: object, user = 'maker@OPERATOR-01') =>
    act(world, user, TRANSACTIONS.program.create, {
      program: 'DEMO-EUR',
      name: 'Second',
      mode: 'DEMO',
      clockOffsetDays: offsetFor(FIRST_DAY),
      core: 'CORE-01',
      banks: ['BANK-A-01', 'BANK-B-01'],
      settlementBank: 'BANK-A-01',
      ...TERMS,
      calendarVersion: calendarFor('CNY').version,
      policyVersion: 1,
      minimumTokenMinor: 1n,
      ...more,
    });
  const condition = async (more: object): Promise<unknown> => (await refused(create(more))).details['condition'];

  it('its host is no bank of it, so that the operator never has the word of the settlement bank', async () => {
    expect(await condition({ banks: ['HOUSE-BANK', 'BANK-A-01'], settlementBank: 'HOUSE-BANK' })).to.equal('one-place-each');
  });

  it('each organisation has one place in it', async () => {
    expect(await condition({ banks: ['BANK-A-01', 'BANK-A-02'] })).to.equal('one-place-each');
  });

  it('its core, its banks and its settlement bank are what the register says', async () => {
    expect(await condition({ core: 'SUP-01' })).to.equal('core');
    expect(await condition({ banks: ['BANK-A-01', 'SUP-01'] })).to.equal('banks');
    expect(await condition({ settlementBank: 'BANK-A-02' })).to.equal('settlement-bank');
    expect(await outcome(create({ banks: ['BANK-A-01', 'NOBODY'] }))).to.equal('NOT_FOUND');
  });

  it('a REAL program has the true time, and no program is made twice', async () => {
    expect(await condition({ mode: 'REAL', clockOffsetDays: 1 })).to.equal('real-clock');
    expect(await outcome(create({ program: PROGRAM }))).to.equal('WRONG_STATE');
  });

  it('one whose collection the network does not define is not made', async () => {
    const operator = (await world.as('maker@OPERATOR-01')).ledger;
    const input = {
      requestId: 'REQUEST-1',
      program: 'NOWHERE',
      name: 'None',
      mode: 'DEMO',
      clockOffsetDays: 0,
      core: 'CORE-01',
      banks: ['BANK-A-01'],
      settlementBank: 'BANK-A-01',
      currency: 'CNY',
      dayCount: 'ACT/360',
      calendarVersion: 1,
      policyVersion: 1,
      utcOffsetMinutes: 480,
      termDays: 60,
      maxTier: 4,
      minimumTokenMinor: '1',
      recourse: true,
      payoutDays: 3,
      graceDays: 5,
      lateContract: null,
    };
    const fault = await refused(operator.submit('program:create', input, ['OperatorMSP', 'CoreMSP']));
    expect([fault.code, fault.details['condition']]).to.deep.equal(['CONDITION_UNMET', 'collection-exists']);
  });

  it('the clock of a DEMO program never goes back', async () => {
    const advance = (day: string) =>
      outcome(
        act(world, 'maker@OPERATOR-01', TRANSACTIONS.program.advanceClock, {
          program: PROGRAM,
          clockOffsetDays: offsetFor(day),
        }),
      );
    expect(await advance('2026-03-01')).to.equal('WRONG_STATE');
    expect(await advance(FIRST_DAY)).to.equal('WRONG_STATE');
  });
});

describe('a REAL program finances nobody whose identity is unverified', function () {
  this.timeout(30_000);
  let world: World;

  before(async () => {
    world = await World.found({ mode: 'REAL', clockOffsetDays: 0 });
  });
  after(() => world.end());

  const verified = { identity: { scheme: 'LEI', value: '529900T8BM49AURSDO55' } } as const;

  it('neither a LOCAL seller nor a claim on a LOCAL core', async () => {
    await onboardCompanies(world.open.sessions, [supplier('SUP-LEI', verified)]);
    const [receivable] = await confirmed(world, 'REALLY', [1_000_000n], '2026-12-10');
    const ask = (user: string, token: string) =>
      act(world, user, TRANSACTIONS.financing.ask, {
        program: PROGRAM,
        ask: 'ASK-REAL',
        kind: 'SALE',
        recourse: false,
        deadline: '2026-10-10T00:00:00Z',
        tokens: [token],
        heldBack: [],
      });
    const fault = await refused(ask('maker@SUP-01', `${receivable}:0-1000000`));
    expect([fault.code, fault.details['rule'], fault.details['found']]).to.deep.equal([
      'POLICY_REFUSED',
      'local-identity-demo-only',
      'SUP-01',
    ]);
    await act(world, 'maker@SUP-01', TRANSACTIONS.token.assign, {
      program: PROGRAM,
      payments: [
        {
          transfer: 'TO-VERIFIED',
          payee: 'SUP-LEI',
          expiresAt: '2026-10-10T00:00:00Z',
          takes: [{ token: `${receivable}:0-1000000`, amountMinor: 1_000_000n }],
          document: { type: 'INVOICE', number: 'LEI-1', issueDate: '2026-09-25', amountMinor: 1_000_000n, digest: 'ab'.repeat(32) },
        },
      ],
    });
    await act(world, 'maker@SUP-LEI', TRANSACTIONS.token.accept, { program: PROGRAM, transfers: ['TO-VERIFIED'] });
    const core = await refused(ask('maker@SUP-LEI', `${receivable}:0-1000000`));
    expect([core.code, core.details['found']]).to.deep.equal(['POLICY_REFUSED', 'CORE-01']);
  });

  it('its clock is not moved', async () => {
    const fault = await refused(
      act(world, 'maker@OPERATOR-01', TRANSACTIONS.program.advanceClock, { program: PROGRAM, clockOffsetDays: 1 }),
    );
    expect([fault.code, fault.details['current']]).to.deep.equal(['WRONG_STATE', 'REAL']);
  });
});

import { TRANSACTIONS } from '@tierline/chaincode/api';
import { enrol } from '@tierline/client-app/dist/app/people';
import { onboardCompanies } from '@tierline/client-app/dist/app/founding';
import { execute } from '@tierline/client-app/dist/app/execute';
import type { Order } from '@tierline/client-app/dist/app/ordering';
import { expect } from 'chai';
import { outcome, refused } from '../support/refused';
import { act, allow } from '../support/sale';
import { claim, confirmed, DIGEST, PAIR_A, PAIR_B, PROGRAM, submitted, supplier, World } from '../support/world';

describe('authority comes from certificate and register', function () {
  this.timeout(30_000);
  let world: World;

  before(async () => {
    world = await World.found();
  });
  after(() => world.end());

  const setStatus = (user: string, company: string, status: 'ACTIVE' | 'SUSPENDED' | 'BLOCKED') =>
    act(world, user, TRANSACTIONS.company.setStatus, { company, status });
  const submission = (schedule: string, creditor: string): Order<typeof TRANSACTIONS.receivable.submit.input> => ({
    program: PROGRAM,
    schedules: [{ id: schedule, creditor, debtor: 'CORE-01', claims: [claim(`${schedule}-1`, 1_000_000n)] }],
  });

  describe('never from an argument', () => {
    it('a supplier cannot submit in the name of another creditor, whom the input names', async () => {
      expect(await outcome(act(world, 'maker@SUP-03', TRANSACTIONS.receivable.submit, submission('NAME', 'SUP-01')))).to.equal(
        'NOT_AUTHORISED',
      );
    });

    it('a bank cannot offer or set a limit in the pair of another bank, whom the input names', async () => {
      const limit = { core: 'CORE-01', currency: 'CNY', ceilingMinor: 1n, expiresOn: '2026-12-31' };
      expect(await outcome(act(world, 'checker@BANK-B-01', TRANSACTIONS.financing.setLimit, { ...PAIR_A, ...limit }))).to.equal(
        'NOT_AUTHORISED',
      );
      expect(await outcome(act(world, 'checker@BANK-A-01', TRANSACTIONS.financing.setLimit, { ...PAIR_B, ...limit }))).to.equal(
        'NOT_AUTHORISED',
      );
    });

    it('a person who founds a founded network, naming himself operator, is no operator', async () => {
      const companies = [
        supplier('SUP-01', { roles: ['operator'] }),
        supplier('REGULATOR-01', { roles: ['regulator'], hostMsp: 'RegulatorMSP' }),
      ];
      expect(await outcome(act(world, 'maker@SUP-01', TRANSACTIONS.company.found, { companies }))).to.equal('NOT_AUTHORISED');
    });

    it('the operator cannot found twice', async () => {
      const companies = [
        supplier('OPERATOR-01', { roles: ['operator'] }),
        supplier('REGULATOR-01', { roles: ['regulator'], hostMsp: 'RegulatorMSP' }),
      ];
      const fault = await refused(act(world, 'maker@OPERATOR-01', TRANSACTIONS.company.found, { companies }));
      expect([fault.code, fault.details['current']]).to.deep.equal(['WRONG_STATE', 'FOUNDED']);
    });
  });

  describe('the register gives no one a role that is not his organisation’s', () => {
    it('the operator cannot onboard a regulator of its own, who could end deals', async () => {
      const fault = await refused(onboardCompanies(world.open.sessions, [supplier('FALSE-REG', { roles: ['regulator'] })]));
      expect(fault.details).to.deep.include({
        items: [{ item: 'FALSE-REG', code: 'CONDITION_UNMET', details: { condition: 'regulator-hosts-itself', company: 'FALSE-REG' } }],
      });
    });

    const proposed = async (proposal: string, content: object): Promise<string> => {
      const company = { kind: 'COMPANY', schemaVersion: 1, ...supplier('SUP-04'), status: 'ACTIVE', successor: null, ...content };
      await act(world, 'maker@OPERATOR-01', TRANSACTIONS.company.propose, { proposal, subject: 'COMPANY', content: company });
      return outcome(act(world, 'checker@OPERATOR-01', TRANSACTIONS.company.approve, { proposal }));
    };

    it('two persons of the operator cannot make a company a regulator, move it to another host, or block it', async () => {
      expect(await proposed('MAKE-REGULATOR', { roles: ['supplier', 'regulator'] })).to.equal('CONDITION_UNMET');
      expect(await proposed('MOVE-HOST', { hostMsp: 'CoreMSP' })).to.equal('CONDITION_UNMET');
      expect(await proposed('BLOCK-IT', { status: 'BLOCKED' })).to.equal('CONDITION_UNMET');
      expect(await proposed('RENAME-IT', { name: 'New name' })).to.equal('DONE');
    });

    it('a proposal needs a second person, not a second account of the same person', async () => {
      await act(world, 'maker@OPERATOR-01', TRANSACTIONS.company.propose, {
        proposal: 'ONE-PERSON',
        subject: 'COMPANY',
        content: { kind: 'COMPANY', schemaVersion: 1, ...supplier('SUP-04'), status: 'ACTIVE', successor: null },
      });
      const secondAccount = await world.open.sessions.enrol('OperatorMSP', 'second@OPERATOR-01', {
        company: 'OPERATOR-01',
        roles: ['checker'],
        person: 'maker',
      });
      expect(await outcome(execute(secondAccount, TRANSACTIONS.company.approve, { proposal: 'ONE-PERSON' }))).to.equal('NOT_AUTHORISED');
    });

    it('the operator suspends, but only the regulator blocks and unblocks: a block stops tokens', async () => {
      expect(await outcome(setStatus('maker@OPERATOR-01', 'SUP-04', 'BLOCKED'))).to.equal('NOT_AUTHORISED');
      expect(await outcome(setStatus('maker@OPERATOR-01', 'SUP-04', 'SUSPENDED'))).to.equal('DONE');
      expect(await outcome(setStatus('maker@REGULATOR-01', 'SUP-04', 'BLOCKED'))).to.equal('DONE');
      expect(await outcome(setStatus('maker@OPERATOR-01', 'SUP-04', 'ACTIVE'))).to.equal('NOT_AUTHORISED');
      expect(await outcome(setStatus('maker@REGULATOR-01', 'SUP-04', 'ACTIVE'))).to.equal('DONE');
    });
  });

  describe('two persons are two people', () => {
    it('the second account of the person who checked cannot confirm', async () => {
      const receivables = await submitted(world, 'TWO-PEOPLE', [1_000_000n]);
      await act(world, 'maker@CORE-01', TRANSACTIONS.receivable.check, { program: PROGRAM, receivables });
      const order = { program: PROGRAM, receivables, undertakingDigest: DIGEST };
      const secondAccount = await world.open.sessions.enrol('CoreMSP', 'second@CORE-01', {
        company: 'CORE-01',
        roles: ['maker', 'checker'],
        person: 'maker',
      });
      expect(await outcome(execute(secondAccount, TRANSACTIONS.receivable.confirm, order))).to.equal('NOT_AUTHORISED');
      expect(await outcome(act(world, 'checker@CORE-01', TRANSACTIONS.receivable.confirm, order))).to.equal('DONE');
    });

    it('a viewer does nothing, whatever his company may do', async () => {
      const viewer = await enrol(world.open.sessions, 'OperatorMSP', 'SUP-01', 'viewer');
      expect(await outcome(execute(viewer, TRANSACTIONS.receivable.submit, submission('VIEW', 'SUP-01')))).to.equal('NOT_AUTHORISED');
    });
  });

  describe('a company that is suspended or blocked', () => {
    const split = (user: string, receivable: string) =>
      act(world, user, TRANSACTIONS.token.split, {
        program: PROGRAM,
        token: `${receivable}:0-1000000`,
        amountsMinor: [400_000n, 600_000n],
      });
    const assign = (user: string, transfer: string, token: string, payee: string) =>
      act(world, user, TRANSACTIONS.token.assign, {
        program: PROGRAM,
        payments: [
          {
            transfer,
            payee,
            expiresAt: '2026-03-10T00:00:00Z',
            takes: [{ token, amountMinor: 1_000_000n }],
            document: { type: 'INVOICE', number: `${transfer}-INV`, issueDate: '2026-02-25', amountMinor: 1_000_000n, digest: DIGEST },
          },
        ],
      });
    const ask = (user: string, id: string, token: string) =>
      act(world, user, TRANSACTIONS.financing.ask, {
        program: PROGRAM,
        ask: id,
        kind: 'SALE',
        recourse: false,
        deadline: '2026-03-05T00:00:00Z',
        tokens: [token],
        heldBack: [],
      });
    const offer = (id: string, askId: string) =>
      act(world, 'maker@BANK-A-01', TRANSACTIONS.financing.offer, {
        ...PAIR_A,
        ask: askId,
        offer: id,
        ratePpm: 45_000,
        feesMinor: 0n,
        valueDate: '2026-03-03',
        validUntil: '2026-03-04T00:00:00Z',
        tenorNote: null,
        relatedNote: null,
      });

    it('a blocked company does nothing with its tokens, and nobody pays it with tokens', async () => {
      await confirmed(world, 'BLOCKED', [1_000_000n, 1_000_000n]);
      await setStatus('maker@REGULATOR-01', 'SUP-01', 'BLOCKED');
      expect(await outcome(split('maker@SUP-01', 'BLOCKED-01'))).to.equal('NOT_AUTHORISED');
      await setStatus('maker@REGULATOR-01', 'SUP-01', 'ACTIVE');
      await setStatus('maker@REGULATOR-01', 'SUP-02', 'BLOCKED');
      expect(await outcome(assign('maker@SUP-01', 'TO-BLOCKED', 'BLOCKED-02:0-1000000', 'SUP-02'))).to.equal('WRONG_STATE');
      await setStatus('maker@REGULATOR-01', 'SUP-02', 'ACTIVE');
    });

    it('a suspended company begins no submission, transfer or ask, and can still reject and withdraw what was begun', async () => {
      await confirmed(world, 'SUSPENDED', [1_000_000n, 1_000_000n]);
      await assign('maker@SUP-01', 'BEGUN', 'SUSPENDED-01:0-1000000', 'SUP-02');
      await setStatus('maker@OPERATOR-01', 'SUP-01', 'SUSPENDED');
      expect(await outcome(act(world, 'maker@SUP-01', TRANSACTIONS.receivable.submit, submission('SUSP', 'SUP-01')))).to.equal(
        'WRONG_STATE',
      );
      expect(await outcome(assign('maker@SUP-01', 'NOT-BEGUN', 'SUSPENDED-02:0-1000000', 'SUP-02'))).to.equal('WRONG_STATE');
      expect(await outcome(ask('maker@SUP-01', 'ASK-SUSPENDED', 'SUSPENDED-02:0-1000000'))).to.equal('WRONG_STATE');
      expect(await outcome(act(world, 'maker@SUP-01', TRANSACTIONS.token.withdraw, { program: PROGRAM, transfers: ['BEGUN'] }))).to.equal(
        'DONE',
      );
      await setStatus('maker@OPERATOR-01', 'SUP-01', 'ACTIVE');
    });

    it('a suspended bank offers nothing new', async () => {
      await allow(world);
      await confirmed(world, 'BANKLESS', [1_000_000n]);
      await ask('maker@SUP-01', 'ASK-BANKLESS', 'BANKLESS-01:0-1000000');
      await setStatus('maker@OPERATOR-01', 'BANK-A-01', 'SUSPENDED');
      expect(await outcome(offer('OFFER-SUSPENDED', 'ASK-BANKLESS'))).to.equal('WRONG_STATE');
      await setStatus('maker@OPERATOR-01', 'BANK-A-01', 'ACTIVE');
      expect(await outcome(offer('OFFER-ACTIVE', 'ASK-BANKLESS'))).to.equal('DONE');
    });
  });
});

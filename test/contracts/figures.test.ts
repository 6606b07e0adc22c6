import { toWire, TRANSACTIONS, type TransactionSpec } from '@tierline/chaincode/api';
import type { Order } from '@tierline/client-app/dist/app/ordering';
import type { Json } from '@tierline/client-app/dist/ports/ledger';
import { expect } from 'chai';
import type { z } from 'zod';
import { refused } from '../support/refused';
import { act, allow, offerOf, pay, sell, wholeToken, type Sale } from '../support/sale';
import { claim, confirmed, PAIR_A, PROGRAM, World } from '../support/world';

const FACE = 1_000_000n;

/** The conditions of a dry run that do not hold. */
async function unmet<S extends z.ZodType>(world: World, user: string, spec: TransactionSpec<S>, order: Order<S>): Promise<unknown> {
  const { ledger } = await world.as(user);
  const input = toWire({ ...order, requestId: 'DRY-RUN-1' });
  const answer = (await ledger.evaluate(spec.name, input, { at: 'OperatorMSP', dryRun: true })) as unknown as {
    readonly conditions: readonly { readonly ok: boolean; readonly condition: string; readonly code: string; readonly details: Json }[];
  };
  return answer.conditions.filter(({ ok }) => !ok).map(({ condition, code, details }) => ({ condition, code, details }));
}

describe('a refusal shows figures of the caller’s own company only', function () {
  this.timeout(30_000);
  let world: World;

  before(async () => {
    world = await World.found();
    await allow(world);
    await confirmed(world, 'LINE', [FACE, FACE]);
    await sell(world, sale, 'OFFERED');
    await allow(world, 'CORE-01', 123_457n);
  });
  after(() => world.end());

  const sale: Sale = { ask: 'ASK-1', tokens: [wholeToken('LINE-01', FACE)], deadline: '2026-03-05T00:00:00Z', valueDate: '2026-03-03' };
  const taking = { ...PAIR_A, ask: 'ASK-1', offer: offerOf('ASK-1'), account: 'CN-ACCT-1', reason: null };
  const offering = {
    ...PAIR_A,
    ask: 'ASK-1',
    offer: 'OFFER-2',
    ratePpm: 45_000,
    feesMinor: 0n,
    valueDate: '2026-03-03',
    validUntil: '2026-03-05T00:00:00Z',
    tenorNote: null,
    relatedNote: null,
  };

  it('a seller who takes an offer beyond the bank’s limit learns that it is so, and no figure', async () => {
    const fault = await refused(act(world, 'maker@SUP-01', TRANSACTIONS.financing.take, taking));
    expect([fault.code, fault.details]).to.deep.equal(['CONDITION_UNMET', { condition: 'bank-limit' }]);
    expect(await unmet(world, 'maker@SUP-01', TRANSACTIONS.financing.take, taking)).to.deep.equal([
      { condition: 'bank-limit', code: 'CONDITION_UNMET', details: { condition: 'bank-limit' } },
    ]);
  });

  it('the bank itself learns what it has and what it needs', async () => {
    const fault = await refused(act(world, 'maker@BANK-A-01', TRANSACTIONS.financing.offer, offering));
    expect([fault.code, fault.details]).to.deep.equal(['LIMIT_EXCEEDED', { have: '123457', need: '1000000' }]);
  });

  it('an owner learns how much his token has; another company learns nothing but that it is not his', async () => {
    const take = { transfer: 'TOO-MUCH', payee: 'SUP-03', takes: { [wholeToken('LINE-02', FACE)]: FACE + 1n } };
    expect((await refused(pay(world, 'maker@SUP-01', take))).details).to.deep.include({
      items: [{ item: 'TOO-MUCH', code: 'AMOUNT_EXCEEDS', details: { have: '1000000', need: '1000001' } }],
    });
    const split = { program: PROGRAM, token: wholeToken('LINE-02', FACE), amountsMinor: [20_000n, 30_000n] };
    const stranger = await refused(act(world, 'maker@SUP-02', TRANSACTIONS.token.split, split));
    expect([stranger.code, stranger.details]).to.deep.equal(['NOT_AUTHORISED', { need: 'owner of the token' }]);
    expect(await unmet(world, 'maker@SUP-02', TRANSACTIONS.token.split, split)).to.deep.equal([
      { condition: 'owner', code: 'NOT_AUTHORISED', details: { need: 'owner of the token' } },
    ]);
  });

  it('payer and payee learn when a transfer ends; whoever else tries to end it does not', async () => {
    await pay(world, 'maker@SUP-01', { transfer: 'PAY-OPEN', payee: 'SUP-02', takes: { [wholeToken('LINE-02', FACE)]: FACE } });
    const expire = async (user: string) =>
      (await refused(act(world, user, TRANSACTIONS.token.expire, { program: PROGRAM, transfers: ['PAY-OPEN'] }))).details['items'];
    const item = (details: object) => [
      { item: 'PAY-OPEN', code: 'WRONG_STATE', details: { current: 'OPEN', allowed: ['EXPIRED'], ...details } },
    ];
    expect(await expire('maker@SUP-01')).to.deep.equal(item({ expiresAt: '2026-03-10T00:00:00Z' }));
    expect(await expire('maker@SUP-02')).to.deep.equal(item({ expiresAt: '2026-03-10T00:00:00Z' }));
    expect(await expire('maker@SUP-04')).to.deep.equal(item({}));
  });

  it('whoever reports a payment overdue before it is learns no date', async () => {
    const fault = await refused(
      act(world, 'maker@SUP-04', TRANSACTIONS.receivable.recordOverdue, { program: PROGRAM, receivable: 'LINE-01' }),
    );
    expect([fault.code, fault.details]).to.deep.equal(['CONDITION_UNMET', { condition: 'overdue' }]);
  });

  it('a dry run in another’s name does not tell whether his document is used', async () => {
    const submission = (number: string): Order<typeof TRANSACTIONS.receivable.submit.input> => ({
      program: PROGRAM,
      schedules: [{ id: 'PROBE', creditor: 'SUP-01', debtor: 'CORE-01', claims: [claim(number, FACE)] }],
    });
    const [used, unused] = ['LINE-INV-1', 'NEVER-USED'].map((number) =>
      unmet(world, 'maker@SUP-04', TRANSACTIONS.receivable.submit, submission(number)),
    );
    expect(await used).to.deep.equal(await unused);
    expect(await unmet(world, 'maker@SUP-01', TRANSACTIONS.receivable.submit, submission('LINE-INV-1'))).to.deep.include({
      condition: 'document-unused',
      code: 'DOCUMENT_ALREADY_USED',
      details: { state: 'REGISTERED' },
    });
  });
});

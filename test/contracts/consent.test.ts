import {
  signedData,
  signedDigest,
  TRANSACTIONS,
  type Consent,
  type ConsentAct,
  type ConsentMessage,
  type ConsentWanted,
  type TransactionSpec,
  type VerifiedConsent,
} from '@tierline/chaincode/api';
import { filledIn } from '@tierline/client-app/dist/app/consenting';
import { dryRun } from '@tierline/client-app/dist/app/dryRun';
import { execute } from '@tierline/client-app/dist/app/execute';
import type { Order } from '@tierline/client-app/dist/app/ordering';
import { expect } from 'chai';
import type { z } from 'zod';
import { mirrored } from '../support/mirrored';
import { outcome, refused } from '../support/refused';
import { act, allow, offerOf, pairA, pay, sell, wholeToken } from '../support/sale';
import { proposed, registered, TestKey } from '../support/signing';
import { claim, confirmed, DIGEST, PROGRAM, submitted, World } from '../support/world';

const FACE = 1_000_000n;
const REQUEST = 'REQ-SIGNED-1';

/** A decisive act, ready to be carried out. */
interface Prepared<S extends z.ZodType = z.ZodType> {
  readonly user: string;
  readonly spec: TransactionSpec<S>;
  readonly order: Order<S>;
}

/** Brings a world to where an act can be done. */
const PREPARED: { readonly [A in ConsentAct]: (world: World) => Promise<Prepared> } = {
  CONFIRM_TITLE: async (world) => {
    const receivables = await submitted(world, 'SIGN', [FACE, FACE]);
    await act(world, 'maker@CORE-01', TRANSACTIONS.receivable.check, { program: PROGRAM, receivables });
    const order = { program: PROGRAM, receivables, undertakingDigest: DIGEST };
    return { user: 'checker@CORE-01', spec: TRANSACTIONS.receivable.confirm, order };
  },
  ASSIGN: async (world) => {
    await confirmed(world, 'SIGN', [FACE]);
    const [document] = claim('TRADE-1', FACE).documents;
    const takes = [{ token: wholeToken('SIGN-01', FACE), amountMinor: 400_000n }];
    const payments = [{ transfer: 'TRF-SIGN', payee: 'SUP-02', document, expiresAt: '2026-03-05T00:00:00Z', takes }];
    return { user: 'checker@SUP-01', spec: TRANSACTIONS.token.assign, order: { program: PROGRAM, payments } };
  },
  ACCEPT: async (world) => {
    await confirmed(world, 'SIGN', [FACE]);
    await pay(world, 'maker@SUP-01', { transfer: 'TRF-SIGN', payee: 'SUP-02', takes: { [wholeToken('SIGN-01', FACE)]: FACE } });
    return {
      user: 'checker@SUP-02',
      spec: TRANSACTIONS.token.accept,
      order: { program: PROGRAM, transfers: ['TRF-SIGN'] },
    };
  },
  TAKE: async (world) => {
    await confirmed(world, 'SIGN', [FACE]);
    await sell(world, SALE, 'OFFERED');
    const order = { ...pairA(world), ask: SALE.ask, offer: offerOf(SALE.ask), account: 'CN-1234', reason: null };
    return { user: 'checker@SUP-01', spec: TRANSACTIONS.financing.take, order };
  },
  DISBURSE: async (world) => {
    await confirmed(world, 'SIGN', [FACE]);
    await sell(world, SALE, 'PAYING');
    return {
      user: 'checker@BANK-A-01',
      spec: TRANSACTIONS.financing.disburse,
      order: { program: PROGRAM, ask: SALE.ask },
    };
  },
};
const SALE = { ask: 'ASK-SIGN', tokens: [wholeToken('SIGN-01', FACE)], deadline: '2026-03-06T00:00:00Z', valueDate: '2026-03-04' };

/** The total that the person reads in each act. */
const TOTALS: { readonly [A in ConsentAct]: string } = {
  CONFIRM_TITLE: '20,000.00 CNY',
  ASSIGN: '4,000.00 CNY',
  ACCEPT: '10,000.00 CNY',
  TAKE: '10,000.00 CNY',
  DISBURSE: '10,000.00 CNY',
};

/** What an application, or somebody between, may make of a message before or after it is signed. */
const OTHERS: readonly [what: string, change: (message: ConsentMessage) => ConsentMessage, reason: string][] = [
  ['another channel', (message) => ({ ...message, channel: 'other' }), 'OTHER_CHANNEL'],
  ['another chaincode', (message) => ({ ...message, chaincode: 'other' }), 'OTHER_CHAINCODE'],
  ['another program', (message) => ({ ...message, program: 'OTHER-CNY' }), 'OTHER_PROGRAM'],
  ['another company', (message) => ({ ...message, company: 'SUP-04' }), 'OTHER_COMPANY'],
  ['another person', (message) => ({ ...message, person: `${message.company}/maker` }), 'OTHER_PERSON'],
  ['another request', (message) => ({ ...message, requestId: 'REQ-OTHER' }), 'OTHER_REQUEST'],
  ['another act', (message) => ({ ...message, act: 'I look at these receivables.' }), 'OTHER_CONTENT'],
  ['another count', (message) => ({ ...message, count: '7' }), 'OTHER_CONTENT'],
  ['another total', (message) => ({ ...message, total: '1.00 CNY' }), 'OTHER_CONTENT'],
  ['other terms', (message) => ({ ...message, terms: [...message.terms, 'and a gift'] }), 'OTHER_CONTENT'],
  ['another item', (message) => ({ ...message, items: message.items.map((item) => `X${item}`) }), 'OTHER_CONTENT'],
  ['an item more', (message) => ({ ...message, items: [...message.items, message.items[0] ?? ''] }), 'OTHER_CONTENT'],
  [
    'items without references',
    (message) => ({ ...message, items: message.items.map((item) => item.replace(/ #.*$/, '')) }),
    'OTHER_CONTENT',
  ],
  ['a total without a reference', (message) => ({ ...message, total: message.total.replace(/ #.*$/, '') }), 'OTHER_CONTENT'],
  ['a time that is over', (message) => ({ ...message, deadline: '2026-10-01T12:00:00Z' }), 'LATE'],
  ['a time too far ahead', (message) => ({ ...message, deadline: '2026-10-08T12:00:01Z' }), 'TOO_FAR_AHEAD'],
];

for (const actName of Object.keys(PREPARED) as ConsentAct[]) {
  describe(`a signature that ${actName} needs`, function () {
    this.timeout(60_000);
    let world: World;
    let prepared: Prepared;
    let key: TestKey;
    let wanted: ConsentWanted;

    before(async () => {
      world = await World.found();
      await allow(world);
      prepared = await PREPARED[actName](world);
      const [, company = ''] = prepared.user.split('@');
      key = await registered(world, company, 'checker');
      const rules = [{ act: actName, fromMinor: 400_000n }];
      await act(world, 'checker@CORE-01', TRANSACTIONS.program.requireConsent, { program: PROGRAM, rules });
      const asked = await dryRun(await world.as(prepared.user), prepared.spec, prepared.order, REQUEST);
      if (asked.consent === undefined) throw new Error('a decisive act tells what is to be signed');
      wanted = asked.consent;
    });
    after(() => world.end());

    /** A consent whose message was changed before it was signed. */
    const signed = async (change = (message: ConsentMessage): ConsentMessage => message, by = key): Promise<Consent> => {
      const { network, message } = filledIn(wanted);
      const changed = change(message);
      const consent = { network, message: changed, signature: '' };
      return { ...consent, signature: await by.sign(signedData(actName, consent)) };
    };
    const send = async (consent: Consent | undefined, requestId = REQUEST) => {
      const order = consent === undefined ? prepared.order : { ...(prepared.order as object), consent };
      return execute(await world.as(prepared.user), prepared.spec, order, { requestId });
    };
    const reasonOf = async (consent: Consent | undefined, requestId = REQUEST): Promise<unknown> => {
      const { code, details } = await refused(send(consent, requestId));
      return code === 'CONSENT_REFUSED' ? details['reason'] : code;
    };

    it('is asked for with everything that matters, and only in a dry run', () => {
      expect(wanted.required).to.equal(true);
      expect(wanted.typedData?.message['total']).to.equal(TOTALS[actName]);
      expect(wanted.typedData?.message['requestId']).to.equal(REQUEST);
    });

    it('is refused when it is missing', async () => {
      expect(await reasonOf(undefined)).to.equal('REQUIRED');
    });

    it('is refused when it was given in another network', async () => {
      expect(await reasonOf({ ...(await signed()), network: '0'.repeat(64) })).to.equal('OTHER_NETWORK');
    });

    for (const [what, change, reason] of OTHERS) {
      it(`is refused for ${what}, signed or put in afterwards (${reason})`, async () => {
        expect(await reasonOf(await signed(change))).to.equal(reason);
        const { message, ...rest } = await signed();
        expect(await reasonOf({ ...rest, message: change(message) })).to.equal(reason);
      });
    }

    it('is refused when its deadline or references were changed after it was given', async () => {
      const { message, ...rest } = await signed();
      const later = { ...message, deadline: '2026-10-01T12:20:00Z' };
      const renamed = { ...message, items: message.items.map((item) => item.replace(/.$/, (digit) => (digit === '0' ? '1' : '0'))) };
      for (const changed of [later, renamed]) expect(await reasonOf({ ...rest, message: changed })).to.equal('NO_KEY');
    });

    it('is refused when it is no signature, or written in its second way', async () => {
      const consent = await signed();
      expect(await reasonOf({ ...consent, signature: `0x${'ff'.repeat(64)}1b` })).to.equal('BAD_SIGNATURE');
      expect(await reasonOf({ ...consent, signature: mirrored(consent.signature) })).to.equal('BAD_SIGNATURE');
      expect(await reasonOf({ ...consent, signature: '0x12' })).to.equal('MALFORMED');
    });

    it('is refused from a key that nobody registered, or that is a colleague’s, or not approved', async () => {
      expect(await reasonOf(await signed(undefined, new TestKey()))).to.equal('NO_KEY');
      const [, company = ''] = prepared.user.split('@');
      const colleague = await registered(world, company, 'maker', key);
      expect(await reasonOf(await signed(undefined, colleague))).to.equal('KEY_OF_ANOTHER');
      const early = new TestKey();
      await proposed(world, company, 'checker', early, key);
      expect(await reasonOf(await signed(undefined, early))).to.equal('KEY_NOT_YET');
    });

    it('is accepted from the person, kept with the request, and applies once', async () => {
      const consent = await signed();
      const first = await send(consent);
      const { network, message, signature } = consent;
      const digest = signedDigest(signedData(actName, consent));
      expect(await storedIn(world, first.block)).to.deep.equal({
        consent: { act: actName, network, message },
        signed: { digest, signature, signer: key.address },
      });
      expect((await send(await signed())).result, 'a repeat, signed anew').to.deep.equal(first.result);
      expect(await reasonOf(consent, 'REQ-REPLAYED'), 'another request').to.not.equal('DONE');
    });
  });
}

/** The consent that a block's request keeps, in the collection where the act belongs. */
async function storedIn(world: World, block: number): Promise<VerifiedConsent | null> {
  const { ledger } = await world.as('maker@REGULATOR-01');
  for await (const { transactions } of ledger.blocks(block)) {
    for (const { key, value, collection } of transactions[0]?.privateWrites ?? []) {
      if (!key.startsWith('REQUEST-')) continue;
      const { consent, signed } = JSON.parse(value ?? '{}') as VerifiedConsent;
      expect(collection).to.match(consent.act === 'TAKE' ? /^PAIR/ : /^PROGRAM/);
      return { consent, signed };
    }
  }
  return null;
}

describe('signatures in a program', function () {
  this.timeout(60_000);
  let world: World;

  beforeEach(async () => {
    world = await World.found();
  });
  afterEach(() => world.end());

  const require = (user: string, rules: { act: ConsentAct; fromMinor: bigint }[]) =>
    outcome(act(world, user, TRANSACTIONS.program.requireConsent, { program: PROGRAM, rules }));

  it('are asked for from the total on that its rules name', async () => {
    await require('checker@CORE-01', [{ act: 'CONFIRM_TITLE', fromMinor: 2_000_000n }]);
    expect(await outcome(confirmed(world, 'SMALL', [FACE]))).to.equal('DONE');
    expect(await outcome(confirmed(world, 'LARGE', [FACE, FACE]))).to.equal('CONSENT_REFUSED');
  });

  it('are asked for by host or core alone, and of more acts than before, never of fewer', async () => {
    expect(await require('checker@SUP-01', [])).to.equal('NOT_AUTHORISED');
    expect(await require('maker@CORE-01', [])).to.equal('NOT_AUTHORISED');
    expect(await require('checker@OPERATOR-01', [{ act: 'ASSIGN', fromMinor: 100n }])).to.equal('DONE');
    expect(await require('checker@OPERATOR-01', [])).to.equal('CONDITION_UNMET');
    expect(await require('checker@CORE-01', [{ act: 'ASSIGN', fromMinor: 101n }])).to.equal('CONDITION_UNMET');
    const stricter = [
      { act: 'ASSIGN' as const, fromMinor: 0n },
      { act: 'TAKE' as const, fromMinor: 5n },
    ];
    expect(await require('checker@CORE-01', stricter)).to.equal('DONE');
  });

  it('are kept where they were not asked for, and refused where they do not hold', async () => {
    const key = await registered(world, 'CORE-01', 'checker');
    const receivables = await submitted(world, 'FREE', [FACE]);
    await act(world, 'maker@CORE-01', TRANSACTIONS.receivable.check, { program: PROGRAM, receivables });
    const order = { program: PROGRAM, receivables, undertakingDigest: DIGEST };
    const session = await world.as('checker@CORE-01');
    const bad = execute(session, TRANSACTIONS.receivable.confirm, order, { signer: new TestKey() });
    expect((await refused(bad)).details).to.include({ reason: 'NO_KEY' });
    const { block } = await execute(session, TRANSACTIONS.receivable.confirm, order, { signer: key });
    const stored = await storedIn(world, block);
    expect([stored?.consent.act, stored?.signed.signer]).to.deep.equal(['CONFIRM_TITLE', key.address]);
  });

  it('cover no other amount: a server that changes what was signed commits nothing', async () => {
    const key = await registered(world, 'SUP-01', 'maker');
    await confirmed(world, 'HOST', [FACE]);
    await require('checker@CORE-01', [{ act: 'ASSIGN', fromMinor: 0n }]);
    const token = wholeToken('HOST-01', FACE);
    const payment = (amountMinor: bigint) => ({
      program: PROGRAM,
      payments: [
        {
          transfer: 'TRF-HOST',
          payee: 'SUP-02',
          document: { type: 'INVOICE' as const, number: 'T-1', issueDate: '2026-02-20', amountMinor: FACE, digest: DIGEST },
          expiresAt: '2026-03-05T00:00:00Z',
          takes: [{ token, amountMinor }],
        },
      ],
    });
    const session = await world.as('maker@SUP-01');
    const { consent: wanted } = await dryRun(session, TRANSACTIONS.token.assign, payment(400_000n), REQUEST);
    const { network, message } = filledIn(wanted as ConsentWanted);
    const signature = await key.sign(signedData('ASSIGN', { network, message, signature: '' }));
    const consent = { network, message: { ...message, items: [...message.items], terms: [...message.terms] }, signature };
    const altered = execute(session, TRANSACTIONS.token.assign, { ...payment(900_000n), consent }, { requestId: REQUEST });
    expect((await refused(altered)).details).to.deep.equal({ reason: 'OTHER_CONTENT', field: 'total' });
    expect((await world.record('TOKEN', token))?.lock ?? null, 'nothing was written').to.equal(null);
    const honest = execute(session, TRANSACTIONS.token.assign, { ...payment(400_000n), consent }, { requestId: REQUEST });
    expect(await outcome(honest)).to.equal('DONE');
  });
});

import {
  acceptTransfer,
  endTransfer,
  openTransfer,
  TRANSFER_MOVES,
  type Caller,
  type Company,
  type Judge,
  type Lock,
  type Receivable,
  type Rules,
  type Token,
  type TokenCase,
  type Transfer,
  type TransferStatus,
} from '@tierline/chaincode/api';
import { expect } from 'chai';
import { decided, faultOf, refusesInOrder, type Refusal } from '../support/decisions';
import {
  callerOf,
  CORE,
  invoice,
  PAYEE,
  receivable,
  RULES,
  rulesOn,
  STRANGER,
  SUPPLIER,
  token,
  tokenCase,
  transfer,
} from '../support/domainRecords';

const EXPIRES = '2026-03-10T00:00:00Z';
const LOCK: Lock = { kind: 'TRANSFER', ref: 'TRF-0001', until: EXPIRES };
const ENDINGS = ['REJECTED', 'WITHDRAWN', 'EXPIRED'] as const;

describe('opening of a transfer', () => {
  interface Paying {
    readonly rules: Rules;
    readonly caller: Caller;
    readonly payee: Company;
    readonly found: TokenCase;
    readonly amountMinor: bigint;
    readonly documentMinor: bigint;
    readonly expiresAt: string;
  }
  const paying = (): Paying => ({
    rules: RULES,
    caller: callerOf(SUPPLIER),
    payee: PAYEE,
    found: tokenCase(),
    amountMinor: 400_000n,
    documentMinor: 400_000n,
    expiresAt: EXPIRES,
  });
  const open = (judge: Judge, { rules, caller, payee, found, amountMinor, documentMinor, expiresAt }: Paying) =>
    openTransfer(judge, rules, caller, {
      id: 'TRF-0001',
      payee,
      document: invoice({ number: 'X-1', amountMinor: documentMinor }),
      expiresAt,
      takes: [{ found, amountMinor }],
    });
  const ofToken =
    (change: Partial<Token>) =>
    (each: Paying): Paying => ({ ...each, found: { ...each.found, token: { ...each.found.token, ...change } } });
  const ofPayee =
    (change: Partial<Company>) =>
    (each: Paying): Paying => ({ ...each, payee: { ...each.payee, ...change } });

  refusesInOrder<Paying>(open, paying, [
    ['another than the owner pays', 'owner', 'NOT_AUTHORISED', ofToken({ owner: 'SUP-99' })],
    ['something else holds the token', 'token-free', 'WRONG_STATE', (each) => ({ ...each, found: { ...each.found, held: LOCK } })],
    [
      'the payer is suspended',
      'caller-active',
      'WRONG_STATE',
      (each) => ({ ...each, caller: { ...each.caller, company: { ...each.caller.company, status: 'SUSPENDED' } } }),
    ],
    ['the payee is blocked', 'payee-active', 'WRONG_STATE', ofPayee({ status: 'BLOCKED' })],
    ['the payee is no company of a member', 'payee-is-member', 'CONDITION_UNMET', ofPayee({ hostMsp: 'OtherMSP' })],
    ['the payee is the debtor', 'payee-is-not-debtor', 'CONDITION_UNMET', ofPayee({ id: 'CORE-01' })],
    ['the payee is the owner', 'payee-is-not-owner', 'CONDITION_UNMET', ofPayee({ id: 'SUP-01' })],
    ['it expires in the past', 'lock-ends-in-future', 'WRONG_STATE', (each) => ({ ...each, expiresAt: '2026-03-01T00:00:00Z' })],
    ['it expires on the due date', 'lock-ends-before-due-date', 'WRONG_STATE', (each) => ({ ...each, expiresAt: '2026-06-21T16:00:00Z' })],
    [
      'the trade document is for less',
      'trade-document-covers',
      'AMOUNT_EXCEEDS',
      (each) => ({ ...each, documentMinor: each.amountMinor - 1n }),
    ],
    ['the owner is in the deepest tier', 'tier', 'TIER_TOO_DEEP', ofToken({ tier: 4 })],
    [
      'more is taken than there is',
      'amount',
      'AMOUNT_EXCEEDS',
      (each) => ({ ...each, amountMinor: 1_000_001n, documentMinor: 1_000_001n }),
    ],
    ['the rest is below the minimum', 'minimum', 'AMOUNT_EXCEEDS', (each) => ({ ...each, amountMinor: 999_999n, documentMinor: 999_999n })],
  ]);

  it('locks the part for the payee and leaves the rest to its owner', () => {
    expect(decided((judge) => open(judge, paying()))).to.deep.equal({
      transfer: transfer(),
      gone: ['SCH-0001-01:0-1000000'],
      tokens: [token({ to: 400_000n, status: 'LOCKED', lock: LOCK }), token({ from: 400_000n })],
    });
  });

  it('may pay all of a token however small it is, from the last tier but one', () => {
    const found = tokenCase({ to: 7n, tier: 3 });
    const opened = decided((judge) => open(judge, { ...paying(), found, amountMinor: 7n }));
    expect(opened.tokens).to.deep.equal([token({ to: 7n, tier: 3, status: 'LOCKED', lock: LOCK })]);
  });
});

interface Answering {
  readonly rules: Rules;
  readonly caller: Caller;
  readonly transfer: Transfer;
  readonly receivable: Receivable;
  readonly found: readonly TokenCase[];
}

const held = (): TokenCase => tokenCase({ to: 400_000n, status: 'LOCKED', lock: LOCK });
const answering = (by: Company): Answering => ({
  rules: RULES,
  caller: callerOf(by),
  transfer: transfer(),
  receivable: receivable(),
  found: [held()],
});
const inState = (status: TransferStatus): Refusal<Answering> => [
  `it is ${status}`,
  'state',
  'WRONG_STATE',
  (each) => ({ ...each, transfer: { ...each.transfer, status } }),
];
const byStranger: Refusal<Answering> = [
  'a stranger answers',
  'party',
  'NOT_AUTHORISED',
  (each) => ({ ...each, caller: { ...each.caller, company: STRANGER } }),
];

describe('acceptance of a transfer', () => {
  const accept = (judge: Judge, { rules, caller, transfer: open, found }: Answering) => acceptTransfer(judge, rules, caller, open, found);
  const ofCase =
    (change: Partial<TokenCase>) =>
    (each: Answering): Answering => ({ ...each, found: each.found.map((one) => ({ ...one, ...change })) });

  refusesInOrder<Answering>(accept, () => answering(PAYEE), [
    byStranger,
    inState('WITHDRAWN'),
    ['it has expired', 'not-expired', 'WRONG_STATE', (each) => ({ ...each, rules: rulesOn('2026-03-11') })],
    [
      'the payee is suspended',
      'payee-active',
      'WRONG_STATE',
      (each) => ({ ...each, caller: { ...each.caller, company: { ...each.caller.company, status: 'SUSPENDED' } } }),
    ],
    [
      'a token has gone its own way',
      'tokens-there',
      'WRONG_STATE',
      (each) => ({ ...each, transfer: { ...each.transfer, tokens: ['A', 'B'] } }),
    ],
    ['something else holds a token', 'held-by-transfer', 'WRONG_STATE', ofCase({ held: { ...LOCK, ref: 'ASK-0001' } })],
    [
      'money waits for the payer',
      'redeemed-up-to-date',
      'WRONG_STATE',
      ofCase({ receivable: receivable({ paidMinor: 100n, status: 'PART_PAID' }) }),
    ],
  ]);

  it('refuses at the very second of its expiry, before anybody has swept it', () => {
    const rules = { ...RULES, time: { now: EXPIRES, today: '2026-03-10' } };
    expect(faultOf((judge) => accept(judge, { ...answering(PAYEE), rules })).details).to.deep.equal({
      current: 'EXPIRED',
      allowed: ['OPEN'],
      expiresAt: EXPIRES,
    });
  });

  it('refuses a payer too: nobody accepts for the payee', () => {
    expect(faultOf((judge) => accept(judge, answering(SUPPLIER))).code).to.equal('NOT_AUTHORISED');
    expect(faultOf((judge) => accept(judge, answering(CORE))).code).to.equal('NOT_AUTHORISED');
  });

  it('gives the tokens to the payee, one tier deeper and without a history of sale', () => {
    const sold = tokenCase({ to: 400_000n, status: 'LOCKED', lock: LOCK, origin: 'ASK-0009', contestUntil: '2026-03-01' });
    expect(decided((judge) => accept(judge, { ...answering(PAYEE), found: [sold] }))).to.deep.equal({
      transfer: transfer({ status: 'ACCEPTED' }),
      gone: [],
      tokens: [token({ to: 400_000n, owner: 'SUP-02', lineage: ['SUP-01'], tier: 2 })],
    });
  });
});

describe('related parties of a transfer', () => {
  const cases: readonly [why: string, payee: Partial<Company>, lineage: readonly string[], related: boolean][] = [
    ['strangers', {}, [], false],
    ["a payee who is the payer's parent", { id: 'SUP-03' }, [], true],
    ["a payee of the payer's group", { group: 'GROUP-1' }, [], true],
    ['a ring: the payee owned the token before', {}, ['SUP-02'], true],
  ];
  for (const [why, more, lineage, related] of cases) {
    it(`${related ? 'are flagged' : 'are none'}: ${why}`, () => {
      const payer = callerOf({ ...SUPPLIER, group: 'GROUP-1', parent: 'SUP-03' });
      const { transfer: opened } = decided((judge) =>
        openTransfer(judge, RULES, payer, {
          id: 'TRF-0001',
          payee: { ...PAYEE, ...more },
          document: invoice(),
          expiresAt: EXPIRES,
          takes: [{ found: tokenCase({ lineage }), amountMinor: 1_000_000n }],
        }),
      );
      expect(opened.related).to.equal(related);
    });
  }

  it('mark the token for good, whoever has it then', () => {
    const accepted = (related: boolean, before: boolean) =>
      decided((judge) =>
        acceptTransfer(judge, RULES, callerOf(PAYEE), transfer({ related }), [
          tokenCase({ to: 400_000n, status: 'LOCKED', lock: LOCK, related: before, lineage: ['SUP-00'] }),
        ]),
      ).tokens[0];
    expect(accepted(false, false)).to.deep.include({ related: false, lineage: ['SUP-00', 'SUP-01'] });
    expect(accepted(true, false)?.related).to.equal(true);
    expect(accepted(false, true)?.related).to.equal(true);
  });
});

describe('end of a transfer', () => {
  const BY = { REJECTED: PAYEE, WITHDRAWN: SUPPLIER, EXPIRED: STRANGER };
  for (const next of ENDINGS) {
    describe(next, () => {
      const end = (judge: Judge, { rules, caller, transfer: open, found }: Answering) =>
        endTransfer(judge, rules, caller, open, found, next);
      const ending = (): Answering => ({ ...answering(BY[next]), rules: next === 'EXPIRED' ? rulesOn('2026-03-10') : RULES });
      const tooEarly: Refusal<Answering> = ['it has not expired', 'expired', 'WRONG_STATE', (each) => ({ ...each, rules: RULES })];

      refusesInOrder<Answering>(end, ending, next === 'EXPIRED' ? [inState('ACCEPTED'), tooEarly] : [byStranger, inState('ACCEPTED')]);

      it('frees what it still holds and leaves alone what has gone its own way', () => {
        const other = tokenCase({ from: 400_000n, status: 'LOCKED', lock: { ...LOCK, kind: 'ASK', ref: 'ASK-0001' } });
        expect(decided((judge) => end(judge, { ...ending(), found: [held(), other] }))).to.deep.equal({
          transfer: transfer({ status: next }),
          gone: [],
          tokens: [token({ to: 400_000n })],
        });
      });

      for (const status of Object.keys(TRANSFER_MOVES).filter((state) => state !== 'OPEN') as TransferStatus[]) {
        it(`is WRONG_STATE from ${status}`, () => {
          const fault = faultOf((judge) => end(judge, { ...ending(), transfer: transfer({ status }) }));
          expect([fault.code, fault.details]).to.deep.equal(['WRONG_STATE', { current: status, allowed: ['OPEN'] }]);
        });
      }
    });
  }
});

import { FIRST_POLICY, goodStanding, tokenId, type FingerprintEntry } from '@tierline/chaincode/api';
import { canOffer, checksOfAsk, type AskCase, type Verdict } from '@tierline/client-app/dist/app/askChecks';
import { nextOfDeal } from '@tierline/client-app/dist/app/dealNext';
import type { TokenRow } from '@tierline/client-app/dist/app/tokens';
import { expect } from 'chai';
import { ask, CORE, invoice, limit, NOW, PROGRAM, receivable, schedule, SUPPLIER, TODAY, token } from '../support/domainRecords';

const LOCK = { kind: 'ASK', ref: 'ASK-0001', until: '2026-03-08T00:00:00Z' } as const;

const rowOf = (of: Parameters<typeof token>[0] = {}, claim: Parameters<typeof receivable>[0] = {}): TokenRow => {
  const [found, claimed] = [token({ status: 'LOCKED', lock: LOCK, ...of }), receivable(claim)];
  return { program: PROGRAM.id, id: tokenId(found), token: found, schedule: schedule(claimed), receivable: claimed };
};

const entry = (state: FingerprintEntry['state']): FingerprintEntry => ({
  kind: 'FINGERPRINT',
  schemaVersion: 1,
  fingerprint: 'f1',
  state,
  claim: 'c1',
});

const good: AskCase = {
  ask: ask(),
  tokens: [rowOf()],
  soldBefore: new Set(),
  documents: new Map([['f1', entry('REGISTERED')]]),
  seller: SUPPLIER,
  debtor: CORE,
  standing: null,
  limit: limit(),
  policy: FIRST_POLICY,
  bank: 'BANK-A-01',
  time: { now: NOW, today: TODAY },
};

const overdue = { receivable: 'SCH-0009-01', payDate: '2026-02-01', curedOn: null } as const;
const standing = (state: 'WATCH' | 'STOPPED') => ({
  ...goodStanding(PROGRAM.id, CORE.id),
  standing: state,
  events: [{ ...overdue, defaulted: state === 'STOPPED' }],
});

/** What is wrong, and the one check that says so. */
const CASES: readonly (readonly [string, Partial<AskCase>, string, Verdict])[] = [
  ['the ask is closed', { ask: ask({ status: 'CLOSED' }) }, 'ask-open', 'FAIL'],
  ['its deadline is over', { ask: ask({ deadline: NOW }) }, 'ask-open', 'FAIL'],
  ['the bank asks itself', { bank: 'SUP-01' }, 'own-conflict', 'FAIL'],
  ['the bank is the debtor', { bank: 'CORE-01' }, 'own-conflict', 'FAIL'],
  [
    'one person checked and confirmed',
    { tokens: [rowOf({}, { checkedBy: { person: 'CORE-01/P2', on: TODAY } })] },
    'title-confirmed',
    'FAIL',
  ],
  ['the receivable is in default', { tokens: [rowOf({}, { status: 'DEFAULTED' })] }, 'title-confirmed', 'FAIL'],
  ['nothing was promised', { tokens: [rowOf({}, { undertakingDigest: null })] }, 'title-confirmed', 'FAIL'],
  ['a token is held by another ask', { tokens: [rowOf({ lock: { ...LOCK, ref: 'ASK-0002' } })] }, 'tokens-held', 'FAIL'],
  [
    'a token waits to be paid out',
    { tokens: [rowOf({}, { status: 'PART_PAID', paidMinor: 1n, receivedMinor: 1n })] },
    'tokens-held',
    'FAIL',
  ],
  [
    'documents are less than the face',
    { tokens: [rowOf({}, { documents: [invoice({ amountMinor: 999_999n })] })] },
    'documents-present',
    'FAIL',
  ],
  [
    'a credit note takes from them',
    { tokens: [rowOf({}, { documents: [invoice(), invoice({ type: 'CREDIT-NOTE', amountMinor: 1n })] })] },
    'documents-present',
    'FAIL',
  ],
  ['the registry does not know a document', { documents: new Map() }, 'documents-unused', 'FAIL'],
  ['a document was given back', { documents: new Map([['f1', entry('RELEASED')]]) }, 'documents-unused', 'FAIL'],
  ['a document is financed and no part was sold', { documents: new Map([['f1', entry('FINANCED')]]) }, 'documents-unused', 'FAIL'],
  ['the term is beyond what is allowed', { tokens: [rowOf({}, { dueDate: '2027-02-28' })] }, 'tenor-allowed', 'FAIL'],
  ['the term is longer than usual', { ask: ask({ lastPayDate: '2026-09-03' }) }, 'tenor-usual', 'NOTE'],
  ['the core is often late', { standing: standing('WATCH') }, 'core-standing', 'NOTE'],
  ['the core is in default', { standing: standing('STOPPED') }, 'core-standing', 'FAIL'],
  ['the bank has no limit', { limit: null }, 'bank-limit', 'FAIL'],
  ['the limit is one cent short', { limit: limit({ usedMinor: 3_500_000n, reservedMinor: 500_001n }) }, 'bank-limit', 'FAIL'],
  ['the limit has ended', { limit: limit({ expiresOn: '2026-03-01' }) }, 'bank-limit', 'FAIL'],
  [
    'seller and core are one group',
    { seller: { ...SUPPLIER, group: 'GRP-1' }, debtor: { ...CORE, group: 'GRP-1' } },
    'parties-unrelated',
    'NOTE',
  ],
  ['a token passed between related companies', { tokens: [rowOf({ related: true })] }, 'parties-unrelated', 'NOTE'],
];

describe('the checks of an ask', () => {
  it('all pass when everything is right', () => {
    const checks = checksOfAsk(good);
    expect(checks.filter(({ verdict }) => verdict !== 'PASS')).to.deep.equal([]);
    expect(canOffer(checks)).to.equal(true);
    expect(new Set(checks.map(({ check }) => check)).size).to.equal(checks.length);
  });

  for (const [what, altered, check, verdict] of CASES) {
    it(`say so, and nothing else, when ${what}`, () => {
      const checks = checksOfAsk({ ...good, ...altered });
      const told = checks.filter((each) => each.verdict !== 'PASS').map((each) => [each.check, each.verdict]);
      expect(told).to.deep.equal([[check, verdict]]);
      expect(canOffer(checks)).to.equal(verdict === 'NOTE');
    });
  }

  it('pass at the edge: a limit that is just enough, a term of exactly what is usual, another part sold before', () => {
    const edge: AskCase = {
      ...good,
      ask: ask({ lastPayDate: '2026-09-02' }),
      limit: limit({ usedMinor: 4_000_000n, expiresOn: TODAY }),
      documents: new Map([['f1', entry('FINANCED')]]),
      soldBefore: new Set(['SCH-0001-01']),
    };
    expect(checksOfAsk(edge).filter(({ verdict }) => verdict !== 'PASS')).to.deep.equal([]);
  });

  it('tell the limit in figures', () => {
    const found = checksOfAsk({ ...good, limit: limit({ usedMinor: 4_500_000n }) }).find(({ check }) => check === 'bank-limit');
    expect(found?.details).to.deep.equal({ haveMinor: '500000', needMinor: '1000000', expiresOn: '2026-12-31' });
  });
});

describe('the next step of a deal', () => {
  it('is registry, payout, title; a REAL program wants the proof', () => {
    expect(nextOfDeal('ACCEPTED', 'REAL')).to.deep.include({ what: 'register', needs: ['registryNo'] });
    expect(nextOfDeal('REGISTERED', 'REAL')).to.deep.include({ what: 'payout', needs: ['reference', 'proofDigest'] });
    expect(nextOfDeal('REGISTERED', 'DEMO')).to.deep.include({ what: 'payout', needs: ['reference'] });
    expect(nextOfDeal('PAYING', 'REAL')).to.deep.include({ what: 'disburse', hasDeadline: false });
    for (const state of ['COMPLETE', 'FAILED', 'REPAID', 'RECOURSED', 'WRITTEN_OFF'] as const)
      expect(nextOfDeal(state, 'REAL').what, state).to.equal(null);
  });
});

import { FIRST_POLICY } from '@tierline/chaincode/api';
import fc from 'fast-check';
import { DIGEST, offsetFor, supplier } from '../support/world';
import { STOCK } from './preparedLife';

/** Fields of an input that replace those of the usual call. */
export type Fields = { readonly [name: string]: unknown };

const DUE_DATES = ['2026-06-22', '2026-08-20', '2026-09-30', '2027-03-01', '2027-03-17'];
const MIDNIGHTS = ['2026-03-17', '2026-03-19', '2026-03-31', '2026-05-01'].map((day) => `${day}T00:00:00Z`);
/** What other languages write, sort, or fold in their own ways. */
const LETTERS = ['I', 'i', 'İ', 'ı', 'ß', 'é', 'e\u0301', 'Å', 'z', 'ä', '汉', '1', '-', ' ', 'ﬁ', '\u{1F600}', 'דּ'];

const amountUpTo = (max: bigint, min = 1n): fc.Arbitrary<bigint> => fc.bigInt({ min, max });
const idText = fc.stringMatching(/^[A-Z0-9-]{4,20}$/);
const words = fc.string({ unit: fc.constantFrom(...LETTERS), minLength: 1, maxLength: 24 });
const note = fc.option(words);
const hexDigest = fc.stringMatching(/^[0-9a-f]{64}$/);
const someOf = <T>(stock: readonly T[], most: number): fc.Arbitrary<T[]> =>
  fc.shuffledSubarray([...stock], { minLength: 1, maxLength: Math.min(most, stock.length) });
const whole = fc.constantFrom(...STOCK.whole);
const tokenOf = ({ receivable, face }: (typeof STOCK.whole)[number]): string => `${receivable}:0-${face}`;

/** One invoice, and now and then a credit note. */
const claim = fc
  .record({
    number: words,
    face: amountUpTo(10n ** 15n, 10_000n),
    dueDate: fc.constantFrom(...DUE_DATES),
    credit: fc.option(amountUpTo(9_999n)),
  })
  .map(({ number, face, dueDate, credit }) => {
    const document = (type: string, amountMinor: bigint) => ({ type, number, issueDate: '2026-02-20', amountMinor, digest: DIGEST });
    return {
      documents: [document('INVOICE', face), ...(credit === null ? [] : [document('CREDIT-NOTE', credit)])],
      faceMinor: face - (credit ?? 0n),
      deliveryDate: '2026-02-20',
      dueDate,
    };
  });

const distinctClaims = fc.uniqueArray(claim, { minLength: 1, maxLength: 6, selector: ({ documents }) => documents[0]?.number });

const payments = fc
  .record({
    taken: someOf(STOCK.whole, 4),
    parts: fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 4, maxLength: 4 }),
    payee: fc.constantFrom('SUP-02', 'SUP-03', 'SUP-04'),
    transfer: idText,
    number: words,
    expiresAt: fc.constantFrom(...MIDNIGHTS),
  })
  .map(({ taken, parts, ...payment }) => {
    const takes = taken.map((each, index) => ({
      token: tokenOf(each),
      amountMinor: (each.face * BigInt(parts[index] ?? 1)) / 1_000_000n + 1n,
    }));
    const amountMinor = takes.reduce((total, each) => total + each.amountMinor, 0n);
    const document = { type: 'INVOICE', number: payment.number, issueDate: '2026-02-25', amountMinor, digest: DIGEST };
    return [{ transfer: payment.transfer, payee: payment.payee, document, expiresAt: payment.expiresAt, takes }];
  });

const split = fc
  .record({ chosen: whole, shares: fc.array(fc.integer({ min: 1, max: 1_000 }), { minLength: 2, maxLength: 12 }) })
  .map(({ chosen, shares }) => {
    const total = BigInt(shares.reduce((sum, share) => sum + share));
    const amounts = shares.slice(1).map((share) => (chosen.face * BigInt(share)) / total + 1n);
    return { token: tokenOf(chosen), amountsMinor: [chosen.face - amounts.reduce((sum, each) => sum + each, 0n), ...amounts] };
  });

const merge = fc
  .record({ chosen: fc.constantFrom(...STOCK.cut), from: fc.integer({ min: 0, max: 2 }), count: fc.integer({ min: 2, max: 4 }) })
  .map(({ chosen, from, count }) => ({ tokens: chosen.slice(from, from + count) }));

const newCompanies = fc
  .uniqueArray(
    fc.record({ id: idText, name: words, sizeClass: fc.constantFrom('LARGE', 'MEDIUM', 'SMALL', 'MICRO'), group: fc.option(idText) }),
    {
      minLength: 1,
      maxLength: 5,
      selector: ({ id }) => id,
    },
  )
  .map((drawn) => drawn.map(({ id, name, sizeClass, group }) => ({ ...supplier(id), name, sizeClass, group })));

const policy = fc
  .array(fc.integer({ min: 1, max: 24 }), { minLength: FIRST_POLICY.rules.length, maxLength: FIRST_POLICY.rules.length })
  .map((figures) => ({
    ...FIRST_POLICY,
    version: 3,
    rules: FIRST_POLICY.rules.map((rule, index) => ({ ...rule, figure: figures[index] ?? 1 })),
  }));

const settled = fc
  .record({ chosen: whole, received: fc.integer({ min: 1, max: 1_200 }), interest: fc.integer({ min: 0, max: 40 }), bankReference: idText })
  .map(({ chosen, received, interest, bankReference }) => {
    const receivedMinor = (chosen.face * BigInt(received)) / 1_000n + 50n;
    return { receivable: chosen.receivable, bankReference, receivedMinor, interestMinor: BigInt(interest) };
  });

/** Fields that a valid call of a transaction may have otherwise, by the transaction's name; the others have one valid call. */
export const VARIATIONS: Readonly<Record<string, fc.Arbitrary<Fields>>> = {
  'company:onboard': newCompanies.map((companies) => ({ companies })),
  'company:setStatus': fc.record({
    company: fc.constantFrom('SUP-02', 'SUP-03', 'SUP-04'),
    status: fc.constantFrom('SUSPENDED', 'BLOCKED'),
  }),
  'company:propose': fc.record({ proposal: idText, content: policy }),
  'program:create': fc.record({
    name: words,
    clockOffsetDays: fc.integer({ min: -400, max: 0 }),
    utcOffsetMinutes: fc.integer({ min: -48, max: 56 }).map((quarters) => quarters * 15),
    termDays: fc.integer({ min: 1, max: 90 }),
    maxTier: fc.integer({ min: 1, max: 8 }),
    minimumTokenMinor: amountUpTo(10n ** 6n),
    dayCount: fc.constantFrom('ACT/360', 'ACT/365F'),
  }),
  'program:advanceClock': fc.integer({ min: 17, max: 31 }).map((day) => ({ clockOffsetDays: offsetFor(`2026-03-${day}`) })),
  'receivable:submit': fc.record({ id: idText, claims: distinctClaims }).map(({ id, claims }) => ({
    schedules: [{ id, creditor: 'SUP-01', debtor: 'CORE-01', claims }],
  })),
  'receivable:revise': fc.record({ claim }),
  'receivable:void': someOf(STOCK.submitted, 25).map((receivables) => ({ receivables })),
  'receivable:check': someOf(STOCK.submitted, 25).map((receivables) => ({ receivables })),
  'receivable:return': fc.record({ receivables: someOf(STOCK.submitted, 25), reason: fc.stringMatching(/^[A-Z0-9_-]{2,40}$/) }),
  'receivable:confirm': fc.record({ receivables: someOf(STOCK.checked, 25), undertakingDigest: hexDigest }),
  'receivable:proposeReduction': fc.record({ chosen: whole, reduction: idText, evidenceDigest: hexDigest }).map(({ chosen, ...rest }) => ({
    ...rest,
    receivable: chosen.receivable,
    tokens: [tokenOf(chosen)],
  })),
  'receivable:openCredit': fc.record({ number: words, amountMinor: amountUpTo(10n ** 12n) }),
  'token:split': split,
  'token:merge': merge,
  'token:assign': payments.map((each) => ({ payments: each })),
  'token:accept': someOf(STOCK.transfers, 8).map((transfers) => ({ transfers })),
  'token:reject': someOf(STOCK.transfers, 8).map((transfers) => ({ transfers })),
  'token:withdraw': someOf(STOCK.transfers, 8).map((transfers) => ({ transfers })),
  'financing:setLimit': fc.record({ ceilingMinor: amountUpTo(10n ** 15n, 0n), expiresOn: fc.constantFrom('2026-12-31', '2027-06-30') }),
  'financing:ask': fc.record({ ask: idText, tokens: someOf(STOCK.whole, 8).map((each) => each.map(tokenOf)), recourse: fc.boolean() }),
  'financing:offer': fc.record({
    offer: idText,
    ratePpm: fc.integer({ min: 0, max: 400_000 }),
    feesMinor: amountUpTo(10_000n, 0n),
    valueDate: fc.constantFrom('2026-03-16', '2026-03-17', '2026-03-18'),
    tenorNote: note,
    relatedNote: note,
  }),
  'financing:take': fc.record({ account: fc.stringMatching(/^[A-Za-z0-9/.-]{4,64}$/), reason: note }),
  'financing:register': fc.record({ registryNo: fc.stringMatching(/^[A-Za-z0-9/.-]{4,64}$/) }),
  'settlement:settle': settled,
  'settlement:redeem': someOf(STOCK.paid, 24).map((tokens) => ({ tokens })),
};

import {
  assignmentDraft,
  confirmationDraft,
  CURRENCY_EXPONENTS,
  Fault,
  formatAmount,
  Judge,
  MAX_AMOUNT_MINOR,
  receivableId,
  signedData,
  verifyConsent,
  wanted,
  type Consent,
  type ConsentDraft,
  type ConsentGround,
  type ConsentMessage,
  type SigningKeys,
} from '@tierline/chaincode/api';
import { filledIn } from '@tierline/client-app/dist/app/consenting';
import { expect } from 'chai';
import fc from 'fast-check';
import { callerOf, CORE, NOW, PROGRAM, receivable, schedule, transfer } from '../support/domainRecords';
import { mirrored } from '../support/mirrored';
import { TestKey } from '../support/signing';

const NETWORK = 'ab'.repeat(32);
const KEY = new TestKey('a person of CORE-01');
const KEYS: SigningKeys = {
  kind: 'SIGNING-KEYS',
  schemaVersion: 1,
  company: 'CORE-01',
  keys: [
    {
      address: KEY.address,
      person: callerOf(CORE).person,
      proposedBy: 'CORE-01/P2',
      vouchedBy: null,
      validFrom: '2026-01-01T00:00:00Z',
      approvedBy: 'REGULATOR-01/P1',
      revokedFrom: null,
    },
  ],
};
const GROUND: ConsentGround = {
  caller: callerOf(CORE),
  program: { ...PROGRAM, consent: [{ act: 'CONFIRM_TITLE', fromMinor: 0n }] },
  keys: KEYS,
  network: NETWORK,
  channel: 'tierline',
  chaincode: 'tierline',
  requestId: 'REQ-0001',
  now: NOW,
};

const amounts = fc.bigInt({ min: 1n, max: MAX_AMOUNT_MINOR });
/** Confirmations of one to five receivables. */
const drafts = fc.array(amounts, { minLength: 1, maxLength: 5 }).map((faces): ConsentDraft =>
  confirmationDraft(
    faces.map((faceMinor, index) => ({ schedule: schedule(), receivable: receivable({ ordinal: index + 1, faceMinor }) })),
    'cd'.repeat(32),
    'CNY',
  ),
);

const signed = async (draft: ConsentDraft): Promise<Consent> => {
  const consent = { ...filledIn(wanted(GROUND, draft)), signature: '' };
  return { ...consent, signature: await KEY.sign(signedData(draft.act, consent)) };
};
/** Why a consent does not count; null where it does. */
const refusalOf = (draft: ConsentDraft, consent: Consent): string | null => {
  try {
    verifyConsent(new Judge(false), GROUND, draft, consent);
    return null;
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'CONSENT_REFUSED') throw error;
    const { reason } = error.details;
    return typeof reason === 'string' ? reason : '';
  }
};

const changed = (text: string, place: number): string => {
  const at = place % (text.length + 1);
  return `${text.slice(0, at)}${text[at] === '1' ? '2' : '1'}${text.slice(at + 1)}`;
};
type Field = keyof ConsentMessage;
const FIELDS: readonly Field[] = [
  'act',
  'program',
  'company',
  'person',
  'items',
  'count',
  'total',
  'terms',
  'requestId',
  'deadline',
  'channel',
  'chaincode',
];

/** A message with one field changed: a text in one character, a list in one line, in its length or in its order. */
const otherwise = (message: ConsentMessage, field: Field, kind: number, place: number): ConsentMessage => {
  const value = message[field];
  if (typeof value === 'string') {
    const shifted = `2026-03-0${2 + (place % 7)}T0${4 + (kind % 5)}:${String(10 + (place % 49))}:07Z`;
    return { ...message, [field]: field === 'deadline' ? shifted : changed(value, place) };
  }
  const at = place % value.length;
  const line = value[at] ?? '';
  const lists = [
    value.map((each, index) => (index === at ? changed(each, kind) : each)),
    value.filter((_each, index) => index !== at),
    [...value, line],
    value.length > 1 ? [...value.slice(1), value[0] ?? ''] : [],
    value.map((each, index) => (index === at ? `${each} ` : each)),
  ];
  return { ...message, [field]: lists[kind % lists.length] };
};

describe('a signed consent', function () {
  this.timeout(120_000);

  it('counts for what was signed, however many items it has and whatever their amounts', async () => {
    await fc.assert(
      fc.asyncProperty(drafts, async (draft) => {
        expect(refusalOf(draft, await signed(draft))).to.equal(null);
      }),
      { numRuns: 40 },
    );
  });

  it('is refused once any field of its message was changed after it was signed', async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(drafts, fc.constantFrom(...FIELDS), fc.nat(), fc.nat(), async (draft, field, kind, place) => {
        const consent = await signed(draft);
        const other = { ...consent, message: otherwise(consent.message, field, kind, place) };
        fc.pre(JSON.stringify(other.message) !== JSON.stringify(consent.message));
        expect(refusalOf(draft, other), field).to.be.a('string');
        seen.add(field);
      }),
      { numRuns: 300 },
    );
    expect([...seen]).to.have.members([...FIELDS]);
  });

  it('is refused for another network, and for another act over the same message', async () => {
    const draft = fc.sample(drafts, 1)[0] as ConsentDraft;
    const consent = await signed(draft);
    expect(refusalOf(draft, { ...consent, network: 'ac'.repeat(32) })).to.equal('OTHER_NETWORK');
    expect(refusalOf({ ...draft, act: 'TAKE' }, consent)).to.equal('OTHER_CONTENT');
    const sentence = wanted(GROUND, { ...draft, act: 'TAKE' }).typedData?.message['act'] as string;
    const dressed = { ...consent, message: { ...consent.message, act: sentence } };
    expect(refusalOf({ ...draft, act: 'TAKE' }, dressed)).to.equal('NO_KEY');
  });

  it('is refused with any bit of its signature flipped', async () => {
    const draft = fc.sample(drafts, 1)[0] as ConsentDraft;
    const consent = await signed(draft);
    const bytes = Buffer.from(consent.signature.slice(2), 'hex');
    expect(bytes).to.have.length(65);
    const counted: number[] = [];
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const flipped = Buffer.from(bytes);
      flipped.writeUInt8(flipped.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      if (refusalOf(draft, { ...consent, signature: `0x${flipped.toString('hex')}` }) === null) counted.push(bit);
    }
    expect(counted).to.deep.equal([]);
  });

  it('never counts in the second form that every such signature has', async () => {
    await fc.assert(
      fc.asyncProperty(drafts, async (draft) => {
        const consent = await signed(draft);
        expect(refusalOf(draft, { ...consent, signature: mirrored(consent.signature) })).to.equal('BAD_SIGNATURE');
      }),
      { numRuns: 20 },
    );
  });
});

describe('the amounts that a person reads before he signs', () => {
  const currencies = fc.constantFrom(...Object.keys(CURRENCY_EXPONENTS));

  it('are exact: they are read back as what they are', () => {
    fc.assert(
      fc.property(amounts, currencies, (minor, currency) => {
        const draft = confirmationDraft(
          [{ schedule: schedule(), receivable: receivable({ faceMinor: minor }) }],
          'cd'.repeat(32),
          currency,
        );
        const [text = '', named] = draft.total.split(' ');
        expect([BigInt(text.replace(/[,.]/g, '')), named]).to.deep.equal([minor, currency]);
        expect(draft.items[0]).to.include(`${receivableId(schedule().id, 1)}: ${draft.total} to `);
      }),
      { numRuns: 1_000 },
    );
  });

  it('never read the same for two that differ, near or far', () => {
    fc.assert(
      fc.property(amounts, fc.oneof(fc.constantFrom(1n, 10n, 100n, 1_000n), amounts), currencies, (minor, more, currency) => {
        expect(formatAmount(minor, currency)).not.to.equal(formatAmount(minor + more, currency));
        expect(formatAmount(minor, currency)).to.equal(formatAmount(minor, currency).trim());
      }),
      { numRuns: 1_000 },
    );
  });

  it('are totals of all items of a payment', () => {
    fc.assert(
      fc.property(fc.array(amounts, { minLength: 1, maxLength: 20 }), (list) => {
        const opened = list.map((amountMinor, index) => ({ transfer: transfer({ id: `TRF-${1000 + index}`, amountMinor }) }));
        const { totalMinor, items } = assignmentDraft(opened, 'CNY');
        expect(totalMinor).to.equal(list.reduce((total, each) => total + each, 0n));
        expect(new Set(items).size).to.equal(list.length);
      }),
    );
  });
});

import { addressOf } from '../wallets';
import { at, record, type Fields, type Violation } from './planting';

const OTHER_DIGEST = 'cd'.repeat(32);

/** Changes what a person signed, as it is kept with his request. */
const consent = (change: (consent: Fields) => Fields) =>
  record('REQUEST', (request) => {
    const kept = request['consent'] as Fields;
    return { consent: { ...kept, ...change(kept) } };
  });

/** Changes his signature. */
const signature = (change: Fields) => record('REQUEST', (request) => ({ signed: { ...(request['signed'] as Fields), ...change } }));

/** Changes the message that was signed. */
const message = (change: Fields) => consent((kept) => ({ message: { ...(kept['message'] as Fields), ...change } }));

/** Changes the only key of a company. */
const key = (change: Fields) =>
  record('SIGNING-KEYS', ({ keys }) => ({ keys: (keys as Fields[]).map((each) => ({ ...each, ...change })) }));

/** The signed confirmation: the life's second. */
const confirmation = (says: string, change: Parameters<typeof at>[4]): Violation => at(7, says, 'receivable:confirm', 2, change);

/** Wrongs done to signatures and to the keys behind them. */
export const CONSENT_VIOLATIONS: readonly Violation[] = [
  confirmation('a confirmation that must be signed and is not', (edit) =>
    edit.records('REQUEST', ({ consent: _consent, signed: _signed, ...rest }) => rest),
  ),
  confirmation('a signed total that is not what was done', message({ total: '10,000.01 CNY #00' })),
  confirmation('signed items that are not what was done', message({ items: ['LATER-02: 10,000.00 CNY'] })),
  confirmation('a word that was changed after it was signed', message({ act: 'I confirm nothing.' })),
  confirmation('a signature for another company', message({ company: 'CORE-02' })),
  confirmation('a signature of another channel', message({ channel: 'elsewhere' })),
  confirmation('a signature whose time was over', message({ deadline: '2026-01-01T00:00:00Z' })),
  confirmation(
    'a signature of another network',
    consent(() => ({ network: OTHER_DIGEST })),
  ),
  confirmation('a signature that is said to be of another key', signature({ signer: addressOf('a stranger') })),
  confirmation('a signature of something else', signature({ digest: `0x${OTHER_DIGEST}` })),
  confirmation('a signature with the key of another person', message({ person: 'CORE-01/maker' })),
  at(
    7,
    'a signature under an act that nobody signs',
    'receivable:check',
    2,
    record('REQUEST', () => ({ consent: {} })),
  ),
  at(8, 'a first key that the company approves itself', 'company:approveKey', 1, key({ approvedBy: 'CORE-01/checker' })),
  at(8, 'a key that its proposer approves', 'company:approveKey', 1, key({ proposedBy: 'REGULATOR-01/checker' })),
  at(8, 'a key that counts before anybody approves it', 'company:proposeKey', 1, key({ validFrom: '2026-10-01T12:00:00Z' })),
  at(7, 'a signature with a key that does not count yet', 'company:approveKey', 1, key({ validFrom: '2027-01-01T00:00:00Z' })),
  at(7, 'a signature with a key that counts no longer', 'company:approveKey', 1, key({ revokedFrom: '2026-10-01T12:00:00Z' })),
];

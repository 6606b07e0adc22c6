import type { Caller, Company } from './company';
import { Fault, type FaultDetails } from './fault';
import type { Instant } from './instant';
import type { Judge } from './judge';
import { wrongState } from './stateMachine';
import { signerOf, typedDataOf, type Struct, type TypedData } from './typedData';

/** Most keys of one company, revoked ones among them. */
export const MAX_KEYS = 50;

/** An address whose signatures count for one person of a company. */
export interface SigningKey {
  /** EIP-55. */
  readonly address: string;
  /** The person who alone signs with it: `<company>/<person>`. */
  readonly person: string;
  /** Who proposed it. */
  readonly proposedBy: string;
  /** The key of the company that vouched for it; null for a first key, for which a regulator vouches. */
  readonly vouchedBy: string | null;
  /** From when it counts; null until it is approved. */
  readonly validFrom: Instant | null;
  /** Who approved it, null before. */
  readonly approvedBy: string | null;
  /** From when it no longer counts; null while that is open. What it signed before stays signed. */
  readonly revokedFrom: Instant | null;
}

/** The signing keys of a company: public. */
export interface SigningKeys {
  readonly kind: 'SIGNING-KEYS';
  readonly schemaVersion: 1;
  /** Company id. */
  readonly company: string;
  readonly keys: readonly SigningKey[];
}

/** Where a key is registered. */
export interface KeyGround {
  readonly caller: Caller;
  /** The network's id, 64 hex digits; null on a ledger founded before there was one. */
  readonly network: string | null;
  readonly channel: string;
  readonly chaincode: string;
  /** The ledger's time. */
  readonly now: Instant;
}

/** A new key as it is proposed. */
export interface KeyWish {
  /** Company id: the caller's own. */
  readonly company: string;
  readonly address: string;
  readonly person: string;
  /** The new key's own signature over its registration: whoever proposes it has it. */
  readonly possession: string;
  /** The signature of a key of the company that is in force; null for the first. */
  readonly voucher: string | null;
}

/** What a registration is signed as. */
export const REGISTRATION_STRUCT: Struct = {
  name: 'RegisterSigningKey',
  fields: [
    { name: 'act', type: 'string' },
    { name: 'company', type: 'string' },
    { name: 'person', type: 'string' },
    { name: 'address', type: 'address' },
    { name: 'channel', type: 'string' },
    { name: 'chaincode', type: 'string' },
  ],
};
const SENTENCE = 'From now on what this address signs binds the company.';

/** What new key and voucher sign. */
export function registration(
  network: string,
  terms: {
    readonly company: string;
    readonly person: string;
    readonly address: string;
    readonly channel: string;
    readonly chaincode: string;
  },
): TypedData {
  return typedDataOf(network, REGISTRATION_STRUCT, { act: SENTENCE, ...terms });
}

/** The key of an address, or null. */
export function keyAt(keys: SigningKeys | null, address: string): SigningKey | null {
  return keys?.keys.find((key) => key.address === address) ?? null;
}

/** Whether a key counts at a time. */
export function isInForce({ validFrom, revokedFrom }: SigningKey, now: Instant): boolean {
  return validFrom !== null && validFrom <= now && (revokedFrom === null || revokedFrom > now);
}

/**
 * A person of the company proposes a key. Its own signature shows that it exists; a company that has keys in force lets one of
 * them vouch for it, so that whoever runs the company's application cannot slip one in.
 * @throws Fault CONDITION_UNMET (network-id, key-limit), WRONG_STATE, CONSENT_REFUSED {reason: BAD_SIGNATURE, VOUCHER_REQUIRED, NO_KEY}
 */
export function proposeKey(judge: Judge, ground: KeyGround, before: SigningKeys | null, wish: KeyWish): SigningKeys {
  const { caller, now, network, channel, chaincode } = ground;
  const { company } = wish;
  judge.check('own-company', caller.company.id === company, () => new Fault('NOT_AUTHORISED', { need: 'a person of the company' }));
  const keys = before?.keys ?? [];
  judge.check('network-id', network !== null, () => new Fault('CONDITION_UNMET', { condition: 'network-id' }));
  judge.check('key-limit', keys.length < MAX_KEYS, () => new Fault('LIMIT_EXCEEDED', { limit: MAX_KEYS }));
  judge.check('new-key', keyAt(before, wish.address) === null, () => wrongState('REGISTERED', ['NEW'], { address: wish.address }));
  const data = registration(network ?? '', { company, person: wish.person, address: wish.address, channel, chaincode });
  judge.check('possession', signerOf(data, wish.possession) === wish.address, () => consentRefused('BAD_SIGNATURE'));
  const vouchedBy = vouching(
    judge,
    keys.filter((key) => isInForce(key, now)),
    wish.voucher,
    data,
  );
  const proposed = { proposedBy: caller.person, vouchedBy, validFrom: null, approvedBy: null, revokedFrom: null };
  const key: SigningKey = { address: wish.address, person: wish.person, ...proposed };
  return { kind: 'SIGNING-KEYS', schemaVersion: 1, company, keys: [...keys, key] };
}

function vouching(judge: Judge, inForce: readonly SigningKey[], voucher: string | null, data: TypedData): string | null {
  judge.check('vouched', inForce.length === 0 || voucher !== null, () => consentRefused('VOUCHER_REQUIRED'));
  if (voucher === null) return null;
  const signer = signerOf(data, voucher);
  judge.check(
    'vouched-by-own-key',
    inForce.some(({ address }) => address === signer),
    () => consentRefused('NO_KEY'),
  );
  return signer;
}

/**
 * Another person approves the key: of the company where a key in force vouched for it, of a regulator where none did. So no
 * application alone gives a company its first key.
 * @throws Fault NOT_FOUND, NOT_AUTHORISED, WRONG_STATE
 */
export function approveKey(
  judge: Judge,
  caller: Caller,
  now: Instant,
  company: Company,
  before: SigningKeys,
  address: string,
): SigningKeys {
  const found = requiredKey(before, address);
  const byRegulator = caller.company.roles.includes('regulator');
  const may = found.vouchedBy === null ? byRegulator : caller.company.id === company.id;
  const need = found.vouchedBy === null ? 'a regulator, who vouches for a first key' : 'a person of the company';
  judge.check('approver', may, () => new Fault('NOT_AUTHORISED', { need }));
  judge.check(
    'two-persons',
    caller.person !== found.proposedBy,
    () => new Fault('NOT_AUTHORISED', { need: 'another person than the one who proposed' }),
  );
  judge.check('proposed', found.validFrom === null && found.revokedFrom === null, () =>
    wrongState(found.revokedFrom === null ? 'APPROVED' : 'REVOKED', ['PROPOSED']),
  );
  judge.check('voucher-counts', isVouched(before, found, now), () =>
    consentRefused(found.vouchedBy === null ? 'VOUCHER_REQUIRED' : 'KEY_REVOKED'),
  );
  return changed(before, { ...found, validFrom: now, approvedBy: caller.person });
}

/** A first key stays one only while no other came into force; a vouched one needs its voucher until it is approved. */
function isVouched(keys: SigningKeys, { vouchedBy }: SigningKey, now: Instant): boolean {
  if (vouchedBy === null) return !keys.keys.some((key) => isInForce(key, now));
  const voucher = keyAt(keys, vouchedBy);
  return voucher !== null && isInForce(voucher, now);
}

/**
 * The company, or a regulator, ends a key: at once, or from a time to come; never for the past.
 * @param from null = now
 * @throws Fault NOT_FOUND, NOT_AUTHORISED, WRONG_STATE
 */
export function revokeKey(
  judge: Judge,
  caller: Caller,
  now: Instant,
  before: SigningKeys,
  { address, from }: { readonly address: string; readonly from: Instant | null },
): SigningKeys {
  const found = requiredKey(before, address);
  const may = caller.company.id === before.company || caller.company.roles.includes('regulator');
  judge.check('owner-or-regulator', may, () => new Fault('NOT_AUTHORISED', { need: 'the company or a regulator' }));
  const revokedFrom = from ?? now;
  judge.check('not-for-the-past', revokedFrom >= now, () => wrongState('PAST', ['NOW_OR_LATER'], { from: revokedFrom }));
  judge.check('not-revoked', found.revokedFrom === null || found.revokedFrom > revokedFrom, () =>
    wrongState('REVOKED', ['APPROVED', 'PROPOSED']),
  );
  return changed(before, { ...found, revokedFrom });
}

/** A signature, or the key behind it, that does not count. @param reason a code of its own: the text of the refusal follows from it */
export function consentRefused(reason: string, details: FaultDetails = {}): Fault {
  return new Fault('CONSENT_REFUSED', { reason, ...details });
}

function requiredKey(keys: SigningKeys, address: string): SigningKey {
  const found = keyAt(keys, address);
  if (found === null) throw new Fault('NOT_FOUND', { kind: 'signing key', id: address });
  return found;
}

const changed = (keys: SigningKeys, key: SigningKey): SigningKeys => ({
  ...keys,
  keys: keys.keys.map((each) => (each.address === key.address ? key : each)),
});

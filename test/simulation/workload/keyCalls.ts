import { registration } from '@tierline/chaincode/api';
import { instantPlus } from '../model/days';
import { ACTS, actOf } from '../model/consent';
import { isInForce, keysOf, ledgerTime } from '../model/keys';
import { CHAINCODE, CHANNEL, PROGRAM } from '../model/scene';
import type { Company, Key } from '../model/state';
import type { Call } from '../operation';
import { WAYS, type SigningWay } from '../signing';
import { addressOf, signatureOf, walletsOf } from '../wallets';
import type { Draft, Drawn } from './draft';

const REGULATOR = 'checker@REGULATOR-01';
const MAX_MINOR = 10n ** 12n;

const signs = ({ roles, status }: Company): boolean =>
  status === 'ACTIVE' && ['supplier', 'core', 'bank'].some((role) => roles.includes(role));

/** The wallets of a company's two persons. */
const walletsIn = (company: string): readonly string[] => ['maker', 'checker'].flatMap((who) => walletsOf(`${who}@${company}`));

/** A wallet of the company whose key is in force. */
function inForceOf({ random, state }: Draft, company: string, wallets = walletsIn(company)): string | undefined {
  const counting = keysOf(state, company).filter((key) => isInForce(state, key));
  return random.find(wallets, (wallet) => counting.some(({ address }) => address === addressOf(wallet)));
}

/** A new key of a person: the next of his wallets that has none yet. */
function proposal(draft: Draft, person: string): Call | null {
  const { random, state } = draft;
  const [who = '', company = ''] = person.split('@');
  const known = keysOf(state, company);
  const wallet = walletsOf(person).find((each) => !known.some(({ address }) => address === addressOf(each)));
  if (wallet === undefined) return null;
  const address = addressOf(wallet);
  const terms = { company, person: `${company}/${who}`, address, channel: CHANNEL, chaincode: CHAINCODE };
  const data = registration(state.network, terms);
  const stranger = random.percent(50) ? 'a stranger' : undefined;
  const voucher = random.percent(92) ? inForceOf(draft, company) : stranger;
  const order = {
    company,
    address,
    person: who,
    possession: signatureOf(random.percent(95) ? wallet : 'a stranger', data),
    voucher: voucher === undefined ? null : signatureOf(voucher, data),
  };
  return draft.call(`${random.percent(85) ? 'maker' : 'checker'}@${company}`, 'company:proposeKey', order);
}

const proposeKey: Drawn = (draft) => {
  const company = draft.find(draft.state.companies, signs);
  return company === undefined ? null : proposal(draft, draft.someoneOf(company.id));
};

const isWaiting = ({ validFrom, revokedFrom }: Key): boolean => validFrom === null && revokedFrom === null;

/** Whether a waiting key could come into force: its voucher still counts, or there is none and needs to be none. */
function isReady({ state }: Draft, company: string, key: Key): boolean {
  const inForce = keysOf(state, company).filter((each) => isInForce(state, each));
  const { vouchedBy } = key;
  return isWaiting(key) && (vouchedBy === null ? inForce.length === 0 : inForce.some(({ address }) => address === vouchedBy));
}

/** The approval of a key. @param suits which of the keys */
function approval(draft: Draft, suits: (company: string, key: Key) => boolean): Call | null {
  const all = [...draft.state.keys].flatMap(([company, keys]) => keys.map((key) => ({ company, key })));
  const found = draft.random.find(all, ({ company, key }) => suits(company, key));
  if (found === undefined) return null;
  const { company, key } = found;
  const actor = key.vouchedBy === null ? REGULATOR : `checker@${company}`;
  return draft.call(actor, 'company:approveKey', { company, address: key.address });
}

const approveKey: Drawn = (draft) => {
  const isSound = draft.random.percent(90);
  return approval(draft, (company, key) => !isSound || isReady(draft, company, key));
};

const revokeKey: Drawn = (draft) => {
  const { random, state } = draft;
  const company = draft.find(state.companies, ({ id }) => keysOf(state, id).length > 0);
  const key = random.pick(keysOf(state, company?.id ?? ''));
  if (company === undefined || key === undefined) return null;
  const later = random.weighted({ now: 50, later: 40, past: 10 });
  const from = { now: null, later: instantPlus(ledgerTime(state), 1), past: instantPlus(ledgerTime(state), -1) }[later];
  return draft.call(random.percent(80) ? draft.someoneOf(company.id) : REGULATOR, 'company:revokeKey', {
    company: company.id,
    address: key.address,
    from,
  });
};

/** Asks for one more act, or from less on; at times for less than before, which is refused. */
const requireConsent: Drawn = (draft) => {
  const { random, state } = draft;
  const rules = new Map(state.consentRules);
  const act = random.of(ACTS);
  const before = rules.get(act);
  if (random.percent(85)) rules.set(act, before === undefined ? random.amount(0n, MAX_MINOR) : before / 2n);
  else if (random.percent(50)) rules.delete(act);
  else rules.set(act, (before ?? 0n) + 1n);
  const actor = random.of(['checker@OPERATOR-01', 'checker@CORE-01', 'checker@CORE-02']);
  const order = { program: PROGRAM, rules: [...rules].map(([name, fromMinor]) => ({ act: name, fromMinor })) };
  return draft.call(actor, 'program:requireConsent', order);
};

/** Signing keys, and what must be signed with them. */
export const KEY_CALLS: Readonly<Record<string, Drawn>> = {
  'company:proposeKey': proposeKey,
  'company:approveKey': approveKey,
  'company:revokeKey': revokeKey,
  'program:requireConsent': requireConsent,
};

const OTHER_WAYS = (Object.keys(WAYS) as SigningWay[]).filter((way) => way !== 'WELL');

/**
 * A decisive act as its person does it: signed, mostly, where the program asks for it, at times where it does not. Who has no key for what
 * must be signed sees to one first.
 */
export function signedOrFirst(draft: Draft, call: Call): Call {
  const act = actOf(call.name);
  if (act === undefined) return call;
  const isAsked = draft.state.consentRules.has(act);
  if (!draft.random.percent(isAsked ? 94 : 25)) return call;
  const own = inForceOf(draft, call.actor.split('@')[1] ?? '', walletsOf(call.actor));
  if (own === undefined && isAsked && draft.random.percent(70)) return firstStep(draft, call.actor) ?? call;
  return signedWith(draft, call, own);
}

/** Signed with the own wallet, mostly, and well; or with some other of the company's that once had a key. */
function signedWith({ random, state }: Draft, call: Call, own: string | undefined): Call {
  const company = call.actor.split('@')[1] ?? '';
  const known = keysOf(state, company);
  const others = walletsIn(company).filter((wallet) => known.some(({ address }) => address === addressOf(wallet)));
  const wallet = random.percent(85) ? own : random.pick([...others, 'a stranger']);
  if (wallet === undefined) return call;
  return { ...call, signed: { wallet, way: random.percent(82) ? 'WELL' : random.of(OTHER_WAYS) } };
}

/** What a person does to get a key: approves the one that waits, or proposes one. */
function firstStep(draft: Draft, person: string): Call | null {
  const [who, company = ''] = person.split('@');
  const waiting = keysOf(draft.state, company).find((key) => isReady(draft, company, key) && key.person === `${company}/${who}`);
  return waiting === undefined ? proposal(draft, person) : approval(draft, (_company, key) => key === waiting);
}

import { createHash } from 'node:crypto';
import type { Consent, ConsentMessage, ConsentWanted, TypedData } from '@tierline/chaincode/api';
import { faultIn } from '@tierline/chaincode/api';
import { dryRun, type DryRun } from '@tierline/client-app/dist/app/dryRun';
import type { Session } from '@tierline/client-app/dist/app/session';
import { mirrored } from '../support/mirrored';
import { instantPlus } from './model/days';
import { specOf, type Call, type WireOrder } from './operation';
import { signatureOf } from './wallets';

/** A consent on its way: what is presented, and what was signed where that is something else. */
interface Draft {
  readonly network: string;
  readonly message: ConsentMessage;
  /** Signed in the message's place. */
  readonly signed?: ConsentMessage;
}

/** One way to sign: how it changes a good consent, and for what it is refused. */
interface Way {
  /** Null where only the key decides. */
  readonly reason: string | null;
  readonly change?: (draft: Draft, now: string) => Draft;
  readonly signature?: (good: string) => string;
}

const message =
  (change: (message: ConsentMessage, now: string) => Partial<ConsentMessage>): NonNullable<Way['change']> =>
  (draft, now) => ({ ...draft, message: { ...draft.message, ...change(draft.message, now) } });

const OTHER_DIGEST = 'cd'.repeat(32);

/** All ways in which a simulation's people, or those who run their applications, sign. */
export const WAYS = {
  WELL: { reason: null },
  LATE: { reason: 'LATE', change: message((_message, now) => ({ deadline: now })) },
  FAR_AHEAD: { reason: 'TOO_FAR_AHEAD', change: message((_message, now) => ({ deadline: instantPlus(now, 8) })) },
  NETWORK: { reason: 'OTHER_NETWORK', change: (draft) => ({ ...draft, network: OTHER_DIGEST }) },
  CHANNEL: { reason: 'OTHER_CHANNEL', change: message(() => ({ channel: 'elsewhere' })) },
  CHAINCODE: { reason: 'OTHER_CHAINCODE', change: message(() => ({ chaincode: 'another' })) },
  PROGRAM: { reason: 'OTHER_PROGRAM', change: message(() => ({ program: 'DEMO-EUR' })) },
  COMPANY: { reason: 'OTHER_COMPANY', change: message(() => ({ company: 'SUP-99' })) },
  PERSON: { reason: 'OTHER_PERSON', change: message(({ company }) => ({ person: `${company}/nobody` })) },
  REQUEST: { reason: 'OTHER_REQUEST', change: message(() => ({ requestId: 'AN-EARLIER-ONE' })) },
  TOTAL: { reason: 'OTHER_CONTENT', change: message(({ total }) => ({ total: `1${total}` })) },
  ITEM: { reason: 'OTHER_CONTENT', change: message(({ items }) => ({ items: items.map((item) => item.replace('0', '1')) })) },
  OPEN_TOTAL: { reason: 'OTHER_CONTENT', change: message(({ total }) => ({ total: total.replace(/ #.*$/, '') })) },
  REFERENCE: { reason: 'OTHER_CONTENT', change: message(({ items }) => ({ items: items.map((item) => item.replace(/ #.*$/, '')) })) },
  /** The application shows another total than it presents. */
  SHOWN: { reason: 'NO_KEY', change: (draft) => ({ ...draft, signed: { ...draft.message, total: `1${draft.message.total}` } }) },
  /** The same signature written in its other way. */
  MIRRORED: { reason: 'BAD_SIGNATURE', signature: mirrored },
} as const satisfies Readonly<Record<string, Way>>;
export type SigningWay = keyof typeof WAYS;

/** With which wallet a person signs a call, and how. */
export interface Signed {
  readonly wallet: string;
  readonly way: SigningWay;
}

/** The call with what its person signs, as his application has him sign: what the contract says that it would do, if it would do it. */
export async function withConsent(session: Session, call: Call): Promise<Call> {
  if (call.signed === undefined) return call;
  const asked = await surveyed(session, call);
  if (asked?.ok !== true || asked.consent === undefined) return call;
  const consent = consentOf(asked.consent, call.signed, call.request);
  return { ...call, order: { ...call.order, consent } as unknown as WireOrder };
}

async function surveyed(session: Session, { name, order, request }: Call): Promise<DryRun | null> {
  try {
    return await dryRun(session, specOf(name), order as never, request);
  } catch (error) {
    if (faultIn(error) === null) throw error;
    return null;
  }
}

function consentOf({ typedData, network, now }: ConsentWanted, { wallet, way }: Signed, request: string): Consent {
  if (typedData === null || network === null) throw new Error('the network has an id');
  const template = typedData.message as unknown as ConsentMessage;
  const items = template.items.map((item, index) => `${item} #${referenceOf(`${request} ${index}`)}`);
  const total = `${template.total} #${referenceOf(`${request} total`)}`;
  const good: Draft = { network, message: { ...template, items, total, deadline: instantPlus(now, 1) } };
  const { change = (draft: Draft): Draft => draft, signature = (text: string): string => text }: Way = WAYS[way];
  const drawn = change(good, now);
  const data: TypedData = {
    ...typedData,
    domain: { ...typedData.domain, salt: `0x${drawn.network}` },
    message: { ...(drawn.signed ?? drawn.message) },
  };
  return { network: drawn.network, message: drawn.message, signature: signature(signatureOf(wallet, data)) };
}

const referenceOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32);

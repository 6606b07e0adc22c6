import { recoverAddress, TypedDataEncoder } from 'ethers';
import type { Memory } from '../memory';
import { changed, type Step } from '../step';
import {
  tokenId,
  type Ask,
  type Consent,
  type Signed,
  type SignedMessage,
  type SigningKey,
  type SigningKeys,
  type Stored,
  type Terms,
  type Transfer,
} from '../stored';
import type { Check } from './check';

/** What a decisive act did: for whom, with what, about how much. */
interface Done {
  readonly act: string;
  readonly company: string | undefined;
  readonly items: readonly string[];
  readonly totalMinor: bigint;
}

const byText = (a: string, b: string): number => (a < b ? -1 : 1);
const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((all, amount) => all + amount, 0n);
const lengthIn = (id: string): bigint => {
  const [from = 0n, to = 0n] = (id.split(':')[1] ?? '').split('-').map(BigInt);
  return to - from;
};

function confirmed({ claims }: Step): Done {
  const titles = [...claims.after.values()].filter(({ status }) => status === 'CONFIRMED');
  const items = titles.map(({ id }) => id);
  return { act: 'CONFIRM_TITLE', company: titles[0]?.debtor, items, totalMinor: sum(titles.map(({ faceMinor }) => faceMinor)) };
}

const paid =
  (act: string, party: 'payer' | 'payee') =>
  (step: Step): Done => {
    const transfers = changed<Transfer>(step, 'TRANSFER').map(({ after }) => after);
    const totalMinor = sum(transfers.flatMap(({ tokens }) => tokens.map(lengthIn)));
    return { act, company: transfers[0]?.[party], items: transfers.map(({ id }) => id), totalMinor };
  };

function taken(step: Step): Done {
  const [ask] = changed<Ask>(step, 'ASK').map(({ after }) => after);
  const [terms] = changed<Terms>(step, 'DEAL-TERMS').map(({ after }) => after);
  return { act: 'TAKE', company: ask?.seller, items: ask?.tokens ?? [], totalMinor: terms?.faceMinor ?? 0n };
}

function bought(step: Step): Done {
  const [ask] = changed<Ask>(step, 'ASK').map(({ after }) => after);
  const items = [...step.tokens.after.values()].map(tokenId);
  return { act: 'DISBURSE', company: ask?.deal?.bankCompany, items, totalMinor: sum(items.map(lengthIn)) };
}

const DECISIVE: Readonly<Record<string, (step: Step) => Done>> = {
  'receivable:confirm': confirmed,
  'token:assign': paid('ASSIGN', 'payer'),
  'token:accept': paid('ACCEPT', 'payee'),
  'financing:take': taken,
  'financing:disburse': bought,
};

const STRUCTS: Readonly<Record<string, string>> = {
  CONFIRM_TITLE: 'ConfirmTitle',
  ASSIGN: 'AssignTokens',
  ACCEPT: 'AcceptPayment',
  TAKE: 'TakeOffer',
  DISBURSE: 'TakeTitle',
};
const LISTS = ['items', 'terms'];
const FIELDS = ['act', 'program', 'company', 'person', 'items', 'count', 'total', 'terms', 'requestId', 'deadline', 'channel', 'chaincode'];

/** 7, of what must be signed: a key that counted signed what was done, all of it, for the company that did it. */
export const signaturesAreGiven: Check = function* (step, memory) {
  const [request] = changed<Stored>(step, 'REQUEST');
  if (request === undefined || request.before !== null) return;
  const { consent, signed } = request.after as { readonly consent?: Consent; readonly signed?: Signed };
  const done = DECISIVE[step.name]?.(step);
  if (done === undefined) {
    if (consent !== undefined) yield `${step.name} is no act that anybody signs`;
  } else if (consent === undefined || signed === undefined) {
    if (isAsked(memory, done)) yield `${done.act} about ${done.totalMinor} was signed by nobody`;
  } else {
    const at = `${step.transaction.timestamp.slice(0, 19)}Z`;
    yield* saysWhatWasDone(done, consent);
    yield* countsHere(memory, at, consent);
    yield* isOfItsKey(memory, at, consent, signed);
  }
};

const isAsked = ({ program }: Memory, done: Done): boolean =>
  program?.consent?.some(({ act, fromMinor }) => act === done.act && done.totalMinor >= fromMinor) === true;

function* saysWhatWasDone(done: Done, { act, message }: Consent): Iterable<string> {
  if (act !== done.act || message.company !== done.company) yield `${act} was signed for ${message.company}`;
  if (BigInt((message.total.split(' ')[0] ?? '').replaceAll(/[^0-9]/g, '')) !== done.totalMinor)
    yield `${message.total} was signed, ${done.totalMinor} was done`;
  const signed = message.items.map((item) => item.split(/: | #/)[0] ?? '').sort(byText);
  if (signed.join() !== [...done.items].sort(byText).join()) yield `${signed.join()} was signed, ${done.items.join()} was done`;
}

function* countsHere({ network, program }: Memory, at: string, { network: signed, message }: Consent): Iterable<string> {
  if (signed !== network) yield 'what was signed is of another network';
  if (message.channel !== 'tierline' || message.program !== program?.id) yield 'what was signed is of another place';
  if (message.deadline <= at) yield 'it was signed to be done before';
}

function* isOfItsKey({ keys }: Memory, at: string, { act, network, message }: Consent, signed: Signed): Iterable<string> {
  const { digest, signature, signer } = signed;
  if (digestOf(act, network, message) !== digest) yield 'something else was signed than what is kept';
  if (recoverAddress(digest, signature) !== signer) yield `the signature is not that of ${signer}`;
  const key = keys.get(message.company)?.find(({ address, person }) => address === signer && person === message.person);
  if (key === undefined || !isInForce(key, at)) yield `${signer} is no key of ${message.person}`;
}

const isInForce = ({ validFrom, revokedFrom }: SigningKey, at: string): boolean =>
  validFrom !== null && validFrom <= at && (revokedFrom === null || revokedFrom > at);

function digestOf(act: string, network: string, message: SignedMessage): string {
  const fields = FIELDS.map((name) => ({ name, type: LISTS.includes(name) ? 'string[]' : 'string' }));
  const domain = { name: 'Tierline', version: '1', salt: `0x${network}` };
  return TypedDataEncoder.hash(domain, { [STRUCTS[act] ?? '']: fields }, message);
}

/** 8, of keys: another person approves than the one who proposed; a regulator, where no key of the company vouched. */
export const keysAreVouched: Check = function* (step, memory) {
  for (const { before, after } of changed<SigningKeys>(step, 'SIGNING-KEYS')) {
    const known = new Map(before?.keys.map((key) => [key.address, key.approvedBy]));
    for (const key of after.keys) {
      if ((key.validFrom === null) !== (key.approvedBy === null)) yield `${key.address} counts without an approval, or not with one`;
      if (key.approvedBy !== (known.get(key.address) ?? null)) yield* isApprovedWell(memory, after.company, key);
    }
  }
};

function* isApprovedWell({ companies }: Memory, company: string, key: SigningKey): Iterable<string> {
  const { address, proposedBy, approvedBy, vouchedBy } = key;
  if (approvedBy === proposedBy) yield `${address} was proposed and approved by ${proposedBy}`;
  const approver = companies.get(approvedBy?.split('/')[0] ?? '');
  const may = vouchedBy === null ? approver?.roles.includes('regulator') : approver?.id === company;
  if (may !== true) yield `${address} was approved by ${approvedBy ?? 'nobody'}`;
}

import { plusDays } from '../model/days';
import { PROGRAM } from '../model/scene';
import type { Claim } from '../model/state';
import type { Call } from '../operation';
import { DIGEST, type Draft, type Drawn } from './draft';

const CORES = ['CORE-01', 'CORE-02'] as const;
const REASONS = ['PRICE', 'QUANTITY', 'DELIVERY'] as const;

function invoice(draft: Draft, amountMinor: bigint) {
  const { random, state } = draft;
  const issueDate = plusDays(state.today, -random.between(1, 40));
  return { type: 'INVOICE', number: draft.fresh('INV'), issueDate, amountMinor, digest: DIGEST };
}

/** A claim on one or more invoices, at times with a credit note. */
function claim(draft: Draft) {
  const { random, state } = draft;
  const amounts = Array.from({ length: random.percent(80) ? 1 : random.between(2, 4) }, () => faceOf(draft));
  const documents = amounts.map((amount) => invoice(draft, amount));
  const sum = amounts.reduce((all, amount) => all + amount, 0n);
  const netted = random.percent(10) ? random.amount(1n, sum / 2n + 1n) : 0n;
  if (netted > 0n) documents.push({ ...invoice(draft, netted), type: 'CREDIT-NOTE', number: draft.fresh('CN') });
  const rest = sum - netted;
  const dueDate = plusDays(state.today, random.percent(90) ? random.between(8, 70) : random.between(71, 360));
  const deliveryDate = plusDays(state.today, -random.between(1, 20));
  return { documents, faceMinor: random.percent(90) ? rest : random.amount(1n, rest), deliveryDate, dueDate };
}

/** From crumbs to millions. */
function faceOf({ random }: Draft): bigint {
  const magnitude = random.weighted({ tiny: 4, small: 30, usual: 60, large: 6 });
  const [low, high] = { tiny: [1n, 9_999n], small: [10_000n, 99_999n], usual: [100_000n, 90_000_000n], large: [10n ** 11n, 10n ** 14n] }[
    magnitude
  ];
  return random.amount(low as bigint, high as bigint);
}

const submit: Drawn = (draft) => {
  const { random } = draft;
  const creditor = draft.supplier();
  const debtor = random.of(CORES);
  const schedules = Array.from({ length: random.percent(90) ? 1 : 2 }, () => ({
    id: draft.fresh('SCH'),
    creditor,
    debtor,
    claims: Array.from({ length: random.percent(95) ? random.between(1, 3) : random.between(4, 12) }, () => claim(draft)),
  }));
  const actor = draft.someoneOf(random.percent(85) ? creditor : debtor);
  return draft.call(actor, 'receivable:submit', { program: PROGRAM, schedules });
};

/** Submits a document that backs another claim, perhaps written otherwise. */
const submitAgain: Drawn = (draft) => {
  const { random, state } = draft;
  const used = draft.find(state.claims, ({ documents }) => documents.length > 0);
  const key = used?.documents[0]?.key.split('|');
  if (used === undefined || key === undefined) return null;
  const [, , type = 'INVOICE', number = '', year = ''] = key;
  const written = random.percent(50) ? number : number.toLowerCase().replace('inv', 'inv/ ');
  const document = { type, number: written, issueDate: `${year}-01-15`, amountMinor: used.faceMinor, digest: DIGEST };
  const claims = [{ documents: [document], faceMinor: used.faceMinor, deliveryDate: state.today, dueDate: plusDays(state.today, 40) }];
  const schedules = [{ id: draft.fresh('SCH'), creditor: used.creditor, debtor: used.debtor, claims }];
  return draft.call(draft.someoneOf(used.creditor), 'receivable:submit', { program: PROGRAM, schedules });
};

/** Several claims of one core in one of the states. */
function batch(draft: Draft, limit: number, states: readonly string[]): readonly Claim[] {
  const core = draft.random.of(CORES);
  return draft.several(
    draft.state.claims,
    draft.random.between(1, limit),
    ({ status, debtor }) => states.includes(status) && debtor === core,
  );
}

const onBatch =
  (
    name: string,
    limit: number,
    states: readonly string[],
    more: (draft: Draft) => object,
    actorOf: (draft: Draft, first: Claim) => string,
  ): Drawn =>
  (draft) => {
    const claims = batch(draft, limit, states);
    const [first] = claims;
    if (first === undefined) return null;
    return draft.call(actorOf(draft, first), name, { program: PROGRAM, receivables: claims.map(({ id }) => id), ...more(draft) });
  };

const revise: Drawn = (draft) => {
  const found = draft.find(draft.state.claims, ({ status }) => ['RETURNED', 'DRAFT'].includes(status));
  if (found === undefined) return null;
  const order = { program: PROGRAM, receivable: found.id, claim: claim(draft) };
  return draft.call(draft.someoneOf(found.creditor), 'receivable:revise', order);
};

const onOne =
  (
    name: string,
    states: readonly string[],
    actorOf: (draft: Draft, claim: Claim) => string,
    suits = (_claim: Claim, _draft: Draft) => true,
  ): Drawn =>
  (draft): Call | null => {
    const found = draft.find(draft.state.claims, (each) => states.includes(each.status) && suits(each, draft));
    return found === undefined ? null : draft.call(actorOf(draft, found), name, { program: PROGRAM, receivable: found.id });
  };

const isOverdue = ({ payDate }: Claim, { state }: Draft): boolean => payDate !== null && payDate < state.today;
const hasOpenEvent = ({ id, debtor }: Claim, { state }: Draft): boolean =>
  (state.overdues.get(debtor) ?? []).some((event) => event.claim === id && event.curedOn === null);
const anyone = ({ random }: Draft): string => random.of(['maker@SUP-01', 'checker@BANK-A-01', 'maker@REGULATOR-01', 'maker@OPERATOR-01']);

/** Receivables from submission to confirmation, and what becomes of those that are not paid. */
export const CLAIM_CALLS: Readonly<Record<string, Drawn>> = {
  'receivable:submit': submit,
  'receivable:submitAgain': submitAgain,
  'receivable:check': onBatch(
    'receivable:check',
    8,
    ['SUBMITTED'],
    () => ({}),
    (_draft, { debtor }) => `maker@${debtor}`,
  ),
  'receivable:confirm': onBatch(
    'receivable:confirm',
    8,
    ['CHECKED'],
    () => ({ undertakingDigest: DIGEST }),
    (_draft, { debtor }) => `checker@${debtor}`,
  ),
  'receivable:return': onBatch(
    'receivable:return',
    2,
    ['SUBMITTED', 'CHECKED'],
    ({ random }) => ({ reason: random.of(REASONS) }),
    (draft, { debtor }) => draft.someoneOf(debtor),
  ),
  'receivable:void': onBatch(
    'receivable:void',
    2,
    ['SUBMITTED', 'CHECKED', 'DRAFT'],
    () => ({}),
    (draft, { creditor, debtor }) => draft.someoneOf(draft.random.percent(50) ? creditor : debtor),
  ),
  'receivable:revise': revise,
  'receivable:resubmit': onOne('receivable:resubmit', ['DRAFT'], (draft, { creditor }) => draft.someoneOf(creditor)),
  'receivable:recordOverdue': onOne('receivable:recordOverdue', ['CONFIRMED', 'PART_PAID', 'DEFAULTED'], anyone, isOverdue),
  'receivable:recordCure': onOne('receivable:recordCure', ['SETTLED'], anyone, hasOpenEvent),
};

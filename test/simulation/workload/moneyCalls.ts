import { daysFrom, plusDays } from '../model/days';
import { interestDueMinor, isWaiting } from '../model/payments';
import { HOST, PROGRAM } from '../model/scene';
import { owedMinor, tokenKey, type Claim, type Token } from '../model/state';
import { DIGEST, type Draft, type Drawn } from './draft';

const BANK = 'maker@BANK-A-01';

/** Paid when due or late, seldom early. */
function isPaidNow({ random, state }: Draft, { status, payDate }: Claim): boolean {
  if (!['CONFIRMED', 'PART_PAID', 'DEFAULTED'].includes(status) || payDate === null) return false;
  const days = daysFrom(payDate, state.today);
  return days >= 0 || random.percent(days > -10 ? 5 : 1);
}

function amountsOf({ random, state }: Draft, claim: Claim): { readonly receivedMinor: bigint; readonly interestMinor: bigint } {
  const owed = owedMinor(claim);
  const interestDue = interestDueMinor(claim, state.today);
  const interestMinor = random.percent(60) ? interestDue : random.amount(0n, interestDue);
  const how = random.weighted({ full: 50, part: 35, crumb: 10, over: 5 });
  const principal = { full: owed, part: random.amount(1n, owed), crumb: random.amount(1n, 9n), over: owed + random.amount(1n, 1_000n) }[
    how
  ];
  return { receivedMinor: principal + interestMinor, interestMinor };
}

const settle: Drawn = (draft) => {
  const found = draft.find(draft.state.claims, (claim) => isPaidNow(draft, claim));
  if (found === undefined) return null;
  const amounts = amountsOf(draft, found);
  if (amounts.receivedMinor === 0n) return null;
  const order = { program: PROGRAM, receivable: found.id, bankReference: draft.fresh('BANK'), ...amounts };
  return draft.call(BANK, 'settlement:settle', order);
};

/** Interest, or too much, for what is settled. */
const settleAfter: Drawn = (draft) => {
  const { random, state } = draft;
  const found = draft.find(state.claims, ({ status }) => status === 'SETTLED');
  if (found === undefined) return null;
  const interestMinor = random.percent(50) ? interestDueMinor(found, state.today) : 0n;
  const receivedMinor = interestMinor + random.amount(1n, 500n);
  const order = { program: PROGRAM, receivable: found.id, bankReference: draft.fresh('BANK'), receivedMinor, interestMinor };
  return draft.call(BANK, 'settlement:settle', order);
};

const redeem: Drawn = (draft) => {
  const { random, state } = draft;
  const first = draft.find(state.tokens, (token) => isWaiting(state, token));
  if (first === undefined) return null;
  const hostOf = ({ owner }: Token): string => state.companies.get(owner)?.host ?? HOST;
  const page = draft.several(
    state.tokens,
    random.percent(60) ? random.between(2, 20) : 1,
    (token) => token !== first && isWaiting(state, token) && hostOf(token) === hostOf(first),
  );
  const own = random.percent(20);
  const tokens = own ? [first, ...page.filter(({ owner }) => owner === first.owner)] : [first, ...page];
  return draft.call(own ? draft.someoneOf(first.owner) : BANK, 'settlement:redeem', { program: PROGRAM, tokens: tokens.map(tokenKey) });
};

const refund: Drawn = (draft) => {
  const found = draft.find(draft.state.receipts, ({ overpaidMinor, refunded }) => overpaidMinor > 0n && !refunded);
  if (found === undefined) return null;
  const order = { program: PROGRAM, bankReference: found.reference, refundReference: draft.fresh('REFUND') };
  return draft.call(BANK, 'settlement:refund', order);
};

const proposeReduction: Drawn = (draft) => {
  const { random, state } = draft;
  const found = draft.find(state.claims, ({ status, receivedMinor }) => status === 'CONFIRMED' && receivedMinor === 0n);
  if (found === undefined) return null;
  const own = [...state.tokens.values()].filter(
    ({ claim, owner, status, tier }) => claim === found.id && owner === found.creditor && status === 'ACTIVE' && tier === 1,
  );
  if (own.length === 0) return null;
  const isWhole =
    own.length === [...state.tokens.values()].filter(({ claim, status }) => claim === found.id && status !== 'CANCELLED').length;
  const order = {
    program: PROGRAM,
    reduction: draft.fresh('RED'),
    receivable: found.id,
    what: isWhole && (own.length === 1 || random.percent(20)) ? 'CANCEL' : 'REDUCE',
    tokens: own.slice(0, isWhole && own.length > 1 && random.percent(80) ? own.length - 1 : own.length).map(tokenKey),
    reason: 'CREDIT-NOTE',
    evidenceDigest: DIGEST,
  };
  return draft.call(`checker@${random.percent(50) ? found.creditor : found.debtor}`, 'receivable:proposeReduction', order);
};

const agreeReduction: Drawn = (draft) => {
  const { state } = draft;
  const found = draft.find(state.reductions, ({ status }) => status === 'PROPOSED');
  const claim = found === undefined ? undefined : state.claims.get(found.claim);
  if (found === undefined || claim === undefined) return null;
  const other = found.proposedBy === claim.creditor ? claim.debtor : claim.creditor;
  return draft.call(`checker@${other}`, 'receivable:agreeReduction', { program: PROGRAM, reduction: found.id });
};

const openCredit: Drawn = (draft) => {
  const { random, state } = draft;
  const creditor = draft.supplier();
  const debtor = random.of(['CORE-01', 'CORE-02']);
  const netted = draft.find(state.claims, ({ documents }) => documents.some(({ type }) => type === 'CREDIT-NOTE'));
  const key = netted?.documents.find(({ type }) => type === 'CREDIT-NOTE')?.key.split('|');
  const amountMinor = random.amount(1n, 50_000n);
  if (netted !== undefined && key !== undefined && random.percent(30)) {
    const note = { number: key[3], issueDate: `${key[4] ?? ''}-01-15`, amountMinor, digest: DIGEST, nettedIn: netted.id };
    const parties = { creditor: netted.creditor, debtor: netted.debtor };
    return draft.call(draft.someoneOf(netted.creditor), 'receivable:openCredit', { program: PROGRAM, ...parties, ...note });
  }
  const note = { number: draft.fresh('CN'), issueDate: plusDays(state.today, -random.between(1, 20)), amountMinor, digest: DIGEST };
  return draft.call(draft.someoneOf(random.percent(50) ? creditor : debtor), 'receivable:openCredit', {
    program: PROGRAM,
    creditor,
    debtor,
    ...note,
  });
};

const closeCredit: Drawn = (draft) => {
  const open = draft.random.find([...draft.state.credits], ([, notes]) => notes.length > 0);
  const key = open?.[1][0]?.key.split('|');
  if (open === undefined || key === undefined) return null;
  const [creditor, debtor] = open[0].split('/');
  const order = { program: PROGRAM, creditor, debtor, number: key[3], issueDate: `${key[4] ?? ''}-01-15` };
  return draft.call(`checker@${debtor ?? ''}`, 'receivable:closeCredit', order);
};

/** Money that arrives and goes out, and debts that are corrected. */
export const MONEY_CALLS: Readonly<Record<string, Drawn>> = {
  'settlement:settle': settle,
  'settlement:settleAfter': settleAfter,
  'settlement:redeem': redeem,
  'settlement:refund': refund,
  'receivable:proposeReduction': proposeReduction,
  'receivable:agreeReduction': agreeReduction,
  'receivable:openCredit': openCredit,
  'receivable:closeCredit': closeCredit,
};

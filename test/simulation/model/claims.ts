import type { TRANSACTIONS } from '@tierline/chaincode/api';
import { paymentDayFrom, plusMonths } from './days';
import { DocumentDesk, placesOf, type Named } from './documents';
import { each, need, there } from './refusal';
import { CORE_HOST, HOST, type Change, type Input, type Scene } from './scene';
import { RULES, tokenKey, total, type Backing, type Claim, type State, type Token } from './state';
import { isStopped } from './standing';

type Api = typeof TRANSACTIONS.receivable;
type Stated = Input<Api['revise']>['claim'];

/** A receivable. @throws Refusal NOT_FOUND */
export const claimOf = (state: State, id: string): Claim => there(state.claims.get(id));

/** Several receivables. @throws Refusal NOT_FOUND */
const claimsOf = (state: State, ids: readonly string[]): Claim[] => ids.map((id) => claimOf(state, id));

function needStated(
  stated: Pick<Stated, 'faceMinor' | 'dueDate'> & { readonly documents: readonly Pick<Backing, 'type' | 'amountMinor'>[] },
  today: string,
): void {
  const sumOf = (type: string): bigint =>
    total(stated.documents.filter((document) => document.type === type).map(({ amountMinor }) => amountMinor));
  need(stated.faceMinor <= sumOf('INVOICE') - sumOf('CREDIT-NOTE'), 'AMOUNT_EXCEEDS');
  need(stated.dueDate > today, 'CONDITION_UNMET');
}

const fresh = { payDate: null, checkedBy: null, cancelled: [], accruedTo: null } as const;
const unpaid = { receivedMinor: 0n, paidMinor: 0n, interestReceivedMinor: 0n, interestPaidMinor: 0n, interestAccruedMinor: 0n };

function stated(id: string, schedule: string, parties: Pick<Claim, 'creditor' | 'debtor'>, claim: Stated, keys: readonly string[]): Claim {
  const documents = claim.documents.map(({ type, amountMinor }, index) => ({ key: keys[index] ?? '', type, amountMinor }));
  const { faceMinor, dueDate } = claim;
  return { id, schedule, ...parties, documents, faceMinor, dueDate, status: 'SUBMITTED', ...fresh, ...unpaid };
}

/** receivable:submit */
export function submit({ state, caller, today }: Scene, { schedules }: Input<Api['submit']>): Change {
  const desk = new DocumentDesk(state);
  for (const { creditor, debtor } of schedules) [creditor, debtor].forEach((id) => there(state.companies.get(id)));
  const made = each(schedules, ({ id, creditor, debtor, claims }) => {
    const [seller, buyer] = [there(state.companies.get(creditor)), there(state.companies.get(debtor))];
    need([creditor, debtor].includes(caller.company.id), 'NOT_AUTHORISED');
    need(buyer.roles.includes('core') && buyer.host === CORE_HOST, 'CONDITION_UNMET');
    need(creditor !== debtor, 'CONDITION_UNMET');
    need(seller.status === 'ACTIVE', 'WRONG_STATE');
    need(seller.host === HOST, 'CONDITION_UNMET');
    each(claims, (claim) => needStated(claim, today));
    need(!state.schedules.has(id), 'WRONG_STATE');
    return each(claims, (claim, index) => {
      const own = `${id}-${String(index + 1).padStart(2, '0')}`;
      const keys = claim.documents.map((document) => desk.take(seller, document, own));
      return stated(own, id, { creditor, debtor }, claim, keys);
    });
  });
  return () => {
    desk.save();
    schedules.forEach(({ id }, index) =>
      state.schedules.set(
        id,
        (made[index] ?? []).map((claim) => claim.id),
      ),
    );
    for (const claim of made.flat()) state.claims.set(claim.id, claim);
  };
}

/** receivable:revise */
export function revise({ state, caller, today }: Scene, { receivable, claim }: Input<Api['revise']>): Change {
  const found = claimOf(state, receivable);
  const issuer = there(state.companies.get(found.creditor));
  const desk = new DocumentDesk(state);
  needParty(found, caller.company.id);
  need(['DRAFT', 'RETURNED'].includes(found.status), 'WRONG_STATE');
  needStated(claim, today);
  const kept = new Set(claim.documents.map((document: Named) => placesOf(state, issuer, document)[0]));
  for (const { key } of found.documents) if (!kept.has(key)) desk.release(key, found.id);
  const keys = claim.documents.map((document) => desk.take(issuer, document, found.id));
  return () => {
    desk.save();
    state.claims.set(found.id, { ...stated(found.id, found.schedule, found, claim, keys), status: 'DRAFT' });
  };
}

const needParty = ({ creditor, debtor }: Claim, company: string): void => need([creditor, debtor].includes(company), 'NOT_AUTHORISED');

/** receivable:resubmit */
export function resubmit({ state, caller, today }: Scene, { receivable }: Input<Api['resubmit']>): Change {
  const found = claimOf(state, receivable);
  needParty(found, caller.company.id);
  need(found.status === 'DRAFT', 'WRONG_STATE');
  needStated(found, today);
  return () => state.claims.set(found.id, { ...found, status: 'SUBMITTED' });
}

/** receivable:void */
export function takeBack({ state, caller }: Scene, { receivables }: Input<Api['void']>): Change {
  const found = claimsOf(state, receivables);
  const desk = new DocumentDesk(state);
  each(found, (claim) => {
    needParty(claim, caller.company.id);
    need(['DRAFT', 'SUBMITTED', 'CHECKED'].includes(claim.status), 'WRONG_STATE');
  });
  for (const claim of found) for (const { key } of claim.documents) desk.release(key, claim.id);
  return () => {
    desk.save();
    for (const claim of found) state.claims.set(claim.id, { ...claim, status: 'VOID' });
  };
}

function needTitle({ state, today }: Scene, claim: Claim): void {
  need(there(state.companies.get(claim.creditor)).status === 'ACTIVE', 'WRONG_STATE');
  need(!isStopped(state, claim.debtor), 'WRONG_STATE');
  need(claim.dueDate > today && claim.dueDate <= plusMonths(today, RULES.hardMonths), 'POLICY_REFUSED');
}

/** receivable:check */
export function check(scene: Scene, { receivables }: Input<Api['check']>): Change {
  const { state, caller } = scene;
  const checked = each(claimsOf(state, receivables), (claim): Claim => {
    need(caller.company.id === claim.debtor, 'NOT_AUTHORISED');
    need(claim.status === 'SUBMITTED', 'WRONG_STATE');
    needTitle(scene, claim);
    return { ...claim, status: 'CHECKED', checkedBy: caller.person };
  });
  return () => checked.forEach((claim) => state.claims.set(claim.id, claim));
}

/** receivable:return */
export function sendBack({ state, caller }: Scene, { receivables }: Input<Api['return']>): Change {
  const returned = each(claimsOf(state, receivables), (claim): Claim => {
    need(caller.company.id === claim.debtor, 'NOT_AUTHORISED');
    need(['SUBMITTED', 'CHECKED'].includes(claim.status), 'WRONG_STATE');
    return { ...claim, status: 'RETURNED', checkedBy: null };
  });
  return () => returned.forEach((claim) => state.claims.set(claim.id, claim));
}

/** receivable:confirm */
export function confirm(scene: Scene, { receivables }: Input<Api['confirm']>): Change {
  const { state, caller } = scene;
  const confirmed = each(claimsOf(state, receivables), (claim): Claim => {
    need(caller.company.id === claim.debtor, 'NOT_AUTHORISED');
    need(claim.checkedBy !== caller.person, 'NOT_AUTHORISED');
    need(claim.status === 'CHECKED', 'WRONG_STATE');
    needTitle(scene, claim);
    return { ...claim, status: 'CONFIRMED', payDate: paymentDayFrom(there(state.days ?? undefined), claim.dueDate) };
  });
  return () => {
    for (const claim of confirmed) {
      state.claims.set(claim.id, claim);
      const token = firstToken(claim);
      state.tokens.set(tokenKey(token), token);
    }
  };
}

const firstToken = (claim: Claim): Token => ({
  claim: claim.id,
  from: 0n,
  to: claim.faceMinor,
  owner: claim.creditor,
  tier: 1,
  status: 'ACTIVE',
  lock: null,
  paidThroughMinor: 0n,
  interestThroughMinor: 0n,
  origin: null,
  contestUntil: null,
  former: [],
  related: false,
});

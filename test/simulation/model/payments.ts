import type { TRANSACTIONS } from '@tierline/chaincode/api';
import { daysFrom } from './days';
import { each, need, there } from './refusal';
import type { Change, Input, Scene } from './scene';
import { lengthOf, liveMinor, owedMinor, RULES, tokenKey, total, type Claim, type Range, type State, type Token } from './state';
import { claimOfToken, tokenOf } from './tokens';

type Api = typeof TRANSACTIONS.settlement;

const PAID_AFTER = ['CONFIRMED', 'PART_PAID', 'DEFAULTED', 'SETTLED'];
/** Late interest of a day: 0.05 %. */
const LATE_PPM = 500n;
const SETTLEMENT_HOST = 'BankAMSP';

function accrued(claim: Claim, today: string): Claim {
  const days = daysFrom(claim.accruedTo ?? claim.payDate ?? claim.dueDate, today);
  if (days <= 0) return claim;
  const more = (2n * owedMinor(claim) * LATE_PPM * BigInt(days) + 1_000_000n) / 2_000_000n;
  return { ...claim, interestAccruedMinor: claim.interestAccruedMinor + more, accruedTo: today };
}

/** Late interest that is owed today. */
export function interestDueMinor(claim: Claim, today: string): bigint {
  const { interestAccruedMinor, interestReceivedMinor } = accrued(claim, today);
  return interestAccruedMinor - interestReceivedMinor;
}

/** What has arrived is shared out, but for crumbs of which the shortest token would get less than one unit. */
function sharedOut(claim: Claim): Claim {
  const live = liveMinor(claim);
  const shortest = RULES.minimumMinor < live ? RULES.minimumMinor : live;
  const isEnough = (more: bigint): boolean => more * shortest >= live;
  const { receivedMinor, paidMinor, interestReceivedMinor, interestPaidMinor } = claim;
  return {
    ...claim,
    paidMinor: receivedMinor >= live || isEnough(receivedMinor - paidMinor) ? receivedMinor : paidMinor,
    interestPaidMinor:
      interestPaidMinor === 0n || isEnough(interestReceivedMinor - interestPaidMinor) ? interestReceivedMinor : interestPaidMinor,
  };
}

function statusAfter(claim: Claim, principal: bigint, owed: bigint): string {
  if (principal === 0n || claim.status === 'SETTLED') return claim.status;
  return principal === owed ? 'SETTLED' : 'PART_PAID';
}

/** settlement:settle */
export function settle({ state, caller, today }: Scene, input: Input<Api['settle']>): Change {
  const found = there(state.claims.get(input.receivable));
  need(caller.msp === SETTLEMENT_HOST && caller.company.roles.includes('bank'), 'NOT_AUTHORISED');
  need(PAID_AFTER.includes(found.status), 'WRONG_STATE');
  need(!state.receipts.has(input.bankReference), 'WRONG_STATE');
  need(input.interestMinor <= interestDueMinor(found, today) && input.interestMinor <= input.receivedMinor, 'AMOUNT_EXCEEDS');
  const current = accrued(found, today);
  const owed = owedMinor(current);
  const sent = input.receivedMinor - input.interestMinor;
  const principal = sent < owed ? sent : owed;
  const booked = sharedOut({
    ...current,
    receivedMinor: current.receivedMinor + principal,
    interestReceivedMinor: current.interestReceivedMinor + input.interestMinor,
    status: statusAfter(current, principal, owed),
  });
  const receipt = { reference: input.bankReference, claim: found.id, overpaidMinor: sent - principal, refunded: false };
  return () => {
    state.claims.set(found.id, booked);
    state.receipts.set(receipt.reference, receipt);
  };
}

/** Whether money waits for the token. */
export function isWaiting(state: State, token: Token): boolean {
  const { paidMinor, interestPaidMinor } = claimOfToken(state, token);
  return token.status !== 'CANCELLED' && (paidMinor > token.paidThroughMinor || interestPaidMinor > token.interestThroughMinor);
}

/** The part of a sum that belongs to a range of the live face. */
function partOf(claim: Claim, { from, to }: Range, sum: bigint): bigint {
  const below = (end: bigint): bigint =>
    end -
    total(
      claim.cancelled.filter((gone) => gone.from < end).map((gone) => lengthOf({ from: gone.from, to: gone.to < end ? gone.to : end })),
    );
  const live = liveMinor(claim);
  return live === 0n ? 0n : (sum * below(to)) / live - (sum * below(from)) / live;
}

/** What a token's holder is due now. */
function dueMinor(claim: Claim, token: Token): bigint {
  const principal = partOf(claim, token, claim.paidMinor) - partOf(claim, token, token.paidThroughMinor);
  const interest = partOf(claim, token, claim.interestPaidMinor) - partOf(claim, token, token.interestThroughMinor);
  need(principal >= 0n && interest >= 0n, 'CONDITION_UNMET');
  return principal + interest;
}

/** settlement:redeem */
export function redeem({ state, caller }: Scene, { tokens: ids }: Input<Api['redeem']>): Change {
  const tokens = ids.map((id) => tokenOf(state, id));
  const hosts = new Set(tokens.map(({ owner }) => state.companies.get(owner)?.host));
  need(hosts.size === 1, 'CONDITION_UNMET');
  const isSettlementBank = caller.msp === SETTLEMENT_HOST && caller.company.roles.includes('bank');
  const paid = each(tokens, (token): Token => {
    need(isSettlementBank || token.owner === caller.company.id, 'NOT_AUTHORISED');
    need(isWaiting(state, token), 'WRONG_STATE');
    const claim = claimOfToken(state, token);
    const through = { ...token, paidThroughMinor: claim.paidMinor, interestThroughMinor: claim.interestPaidMinor };
    return owedMinor(claim) === 0n ? { ...through, status: 'REDEEMED', lock: null } : through;
  });
  const frozen = tokens
    .filter(({ owner }) => state.companies.get(owner)?.status === 'BLOCKED')
    .map((token) => ({ owner: token.owner, amountMinor: dueMinor(claimOfToken(state, token), token) }));
  return () => {
    for (const token of paid) state.tokens.set(tokenKey(token), token);
    for (const { owner, amountMinor } of frozen) state.frozen.set(owner, (state.frozen.get(owner) ?? 0n) + amountMinor);
  };
}

/** settlement:refund */
export function refund({ state, caller }: Scene, { bankReference }: Input<Api['refund']>): Change {
  const found = there(state.receipts.get(bankReference));
  need(caller.msp === SETTLEMENT_HOST && caller.company.roles.includes('bank'), 'NOT_AUTHORISED');
  need(found.overpaidMinor > 0n && !found.refunded, 'WRONG_STATE');
  return () => state.receipts.set(bankReference, { ...found, refunded: true });
}

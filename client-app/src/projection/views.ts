import {
  lengthOf,
  outstandingMinor,
  receivableId,
  tokenId,
  type AnyRecord,
  type Receivable,
  type Schedule,
  type Token,
} from '@tierline/chaincode/api';
import type { ReceivableView, TokenView } from '../ports/projected';

/** The receivables that a record holds, for lists and sums. */
export function receivablesIn(record: AnyRecord): readonly ReceivableView[] {
  return record.kind === 'SCHEDULE' ? record.receivables.map((receivable) => receivableView(record, receivable)) : [];
}

/** The tokens that a record holds. */
export function tokensIn(record: AnyRecord): readonly TokenView[] {
  if (record.kind === 'TOKEN') return [tokenView(record)];
  return record.kind === 'RESTING' ? record.tokens.map(tokenView) : [];
}

/** Whether a payment has reached a token of this receivable that it was not paid out up to. */
export function isBehind(token: TokenView, { paidMinor, interestPaidMinor }: ReceivableView): boolean {
  return token.status !== 'CANCELLED' && (token.paidThroughMinor < paidMinor || token.interestThroughMinor < interestPaidMinor);
}

function receivableView({ id, program, creditor, debtor }: Schedule, receivable: Receivable): ReceivableView {
  const { faceMinor, receivedMinor, paidMinor, interestPaidMinor, deliveryDate, dueDate, payDate, status } = receivable;
  return {
    id: receivableId(id, receivable.ordinal),
    program,
    schedule: id,
    creditor,
    debtor,
    document: receivable.documents[0]?.number ?? '',
    faceMinor,
    outstandingMinor: outstandingMinor(receivable),
    receivedMinor,
    paidMinor,
    interestPaidMinor,
    deliveryDate,
    dueDate,
    payDate,
    status,
  };
}

function tokenView(token: Token): TokenView {
  const { receivable, from, to, owner, ownerMsp, tier, status, redeemedThroughMinor, interestThroughMinor, lock, origin } = token;
  return {
    id: tokenId(token),
    receivable,
    from,
    to,
    amountMinor: lengthOf(token),
    owner,
    ownerMsp,
    tier,
    status,
    paidThroughMinor: redeemedThroughMinor,
    interestThroughMinor,
    lockedBy: lock?.ref ?? null,
    origin,
  };
}

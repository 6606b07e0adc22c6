import { TRANSACTIONS, type Instant } from '@tierline/chaincode/api';
import { requireBank, type Desk } from './desk';
import { shortId } from './names';
import { askOf, pricedTokens } from './offers';
import { saleQuote, type SaleQuote } from './quoting';
import { step, type Step } from './step';
import { requireSeenAsk } from './visible';
import { usualValueDate } from './worth';

/** What a bank wants to offer; null for what is usual. */
export interface WantedOffer {
  readonly ask: string;
  readonly ratePpm: number;
  readonly feesMinor: bigint;
  /** Null for the next working day. */
  readonly valueDate: string | null;
  /** Null for the end of the ask's deadline. */
  readonly validUntil: Instant | null;
  readonly tenorNote: string | null;
  readonly relatedNote: string | null;
  readonly offer: string | null;
  readonly requestId: string | null;
}

/** An offer that is ready to be made, and what the seller would see of it. */
export interface PlannedOffer {
  readonly offer: string;
  readonly validUntil: Instant;
  readonly quote: SaleQuote;
  readonly step: Step;
}

/**
 * Plans a bank's offer.
 * @throws Fault NOT_AUTHORISED unless the desk is a bank's of the program; NOT_FOUND; CONDITION_UNMET, AMOUNT_EXCEEDS as {@link saleQuote} does
 */
export async function planOffer(desk: Desk, wanted: WantedOffer): Promise<PlannedOffer> {
  const { session, company, view } = desk;
  // Before the ask is looked for: others do not learn whether it is there.
  requireBank(desk);
  const ask = await askOf(desk, wanted.ask);
  await requireSeenAsk(desk, ask);
  const offer = wanted.offer ?? shortId('OFF', company.id, wanted.requestId);
  const { ratePpm, feesMinor, tenorNote, relatedNote } = wanted;
  const price = { ratePpm, feesMinor, valueDate: wanted.valueDate ?? usualValueDate(desk) };
  const validUntil = wanted.validUntil ?? ask.deadline;
  const order = {
    program: view.id,
    bankMsp: session.identity.msp,
    hostMsp: view.program.hostMsp,
    ask: ask.id,
    offer,
    ...price,
    validUntil,
    tenorNote,
    relatedNote,
  };
  const quote = saleQuote(await pricedTokens(desk, ask), price, view.program);
  return { offer, validUntil, quote, step: step(TRANSACTIONS.financing.offer, order) };
}

import { Fault, overlaps, partsOfTokenId, sha256, TRANSACTIONS, type Ask, type DealTerms } from '@tierline/chaincode/api';
import { requireBank, type Desk } from './desk';
import { digestOfFile } from './documents';
import { askOf, pairScope } from './offers';
import { step, type Step } from './step';
import { tokensOf, type TokenRow } from './tokens';
import { viewerOf } from './visible';

/** The agreed terms of an ask's deal, as its bank and its seller's host know them. @throws Fault NOT_FOUND */
export async function termsOf(desk: Desk, ask: Ask): Promise<DealTerms> {
  const found = ask.deal === null ? null : await desk.session.books.find('DEAL-TERMS', pairScope(desk, ask.deal.bank), ask.id);
  if (found === null) throw new Fault('NOT_FOUND', { kind: 'DEAL-TERMS', id: ask.id });
  return found.record;
}

/** A payment that a bank declares; null for what was agreed. */
export interface DeclaredPayout {
  readonly amountMinor: bigint | null;
  readonly valueDate: string | null;
  /** The bank's payment reference. */
  readonly reference: string;
  /** Path of the proof of payment; null where its digest is given, and in a DEMO program, where the declaration itself stands for it. */
  readonly proof: string | null;
  /** SHA-256 of a proof that is kept elsewhere, hex. */
  readonly proofDigest?: string | null;
}

/**
 * Orders the declaration of a payout: by default of exactly the agreed proceeds.
 * @throws Fault NOT_AUTHORISED unless the desk is a bank's of the program; NOT_FOUND for a deal of another company
 */
export async function payoutOf(
  desk: Desk,
  askId: string,
  declared: DeclaredPayout,
): Promise<{ readonly step: Step; readonly amountMinor: bigint; readonly valueDate: string }> {
  const { terms } = await ownDealOf(desk, askId);
  const amountMinor = declared.amountMinor ?? terms.proceedsMinor;
  const valueDate = declared.valueDate ?? terms.valueDate;
  const { reference, proof, proofDigest: given = null } = declared;
  if (proof === null && given === null && desk.view.head.mode === 'REAL') {
    throw new Fault('MALFORMED', { field: '--proof', problem: 'it is missing', mend: 'name the file that proves the payment' });
  }
  const declaration = `${askId}\n${reference}\n${amountMinor}\n${valueDate}`;
  const proofDigest = given ?? (proof === null ? sha256(declaration) : await digestOfFile(proof));
  const order = {
    program: desk.view.id,
    bankMsp: terms.bankMsp,
    hostMsp: desk.view.program.hostMsp,
    ask: askId,
    amountMinor,
    valueDate,
    reference,
    proofDigest,
  };
  return { step: step(TRANSACTIONS.financing.payout, order), amountMinor, valueDate };
}

/**
 * The ask and the terms of a deal that the desk's company has won.
 * @throws Fault NOT_AUTHORISED unless the desk is a bank's of the program; NOT_FOUND for a deal of another company
 */
async function ownDealOf(desk: Desk, askId: string): Promise<{ readonly ask: Ask; readonly terms: DealTerms }> {
  requireBank(desk);
  const ask = await askOf(desk, askId);
  const isOwn = ask.deal?.bankCompany === desk.company.id;
  if (!isOwn && (await viewerOf(desk.session)).company !== null) throw new Fault('NOT_FOUND', { kind: 'ask', id: askId });
  const terms = await termsOf(desk, ask);
  if (terms.bank !== desk.company.id) throw new Fault('NOT_FOUND', { kind: 'DEAL-TERMS', id: askId });
  return { ask, terms };
}

/** Ids of all tokens that came out of what was sold by an ask: cut or not, whoever owns them. */
export async function tokensSoldBy({ session, view }: Desk, ask: Ask): Promise<readonly string[]> {
  const sold = ask.tokens.map(partsOfTokenId);
  const rows = await tokensOf(session.books, view.id, { receivables: sold.map(({ receivable }) => receivable) });
  const isSold = ({ token }: TokenRow): boolean => sold.some((range) => range.receivable === token.receivable && overlaps(range, token));
  return rows.filter(isSold).map(({ id }) => id);
}

/** Orders that unpaid tokens that were bought with recourse go back to their seller. @throws Fault as for a declared payout */
export async function recourseOf(desk: Desk, askId: string): Promise<{ readonly step: Step; readonly tokens: readonly string[] }> {
  const tokens = await tokensSoldBy(desk, (await ownDealOf(desk, askId)).ask);
  const order = { program: desk.view.id, ask: askId, tokens: [...tokens] };
  return { step: step(TRANSACTIONS.financing.recourse, order, tokens.length), tokens };
}

/** Orders that the bank's limit is given back for deals that ended. @throws Fault as for a declared payout */
export async function releaseOf(desk: Desk, asks: readonly string[], writeOff: boolean): Promise<Step> {
  const found = await Promise.all(asks.map(async (id) => (await ownDealOf(desk, id)).ask));
  const deals = await Promise.all(found.map(async (ask) => ({ ask: ask.id, tokens: [...(await tokensSoldBy(desk, ask))], writeOff })));
  const { program, id } = desk.view;
  const order = {
    program: id,
    bankMsp: desk.session.identity.msp,
    hostMsp: program.hostMsp,
    core: found[0]?.debtor ?? program.core,
    currency: program.currency,
    deals,
  };
  return step(TRANSACTIONS.financing.release, order, deals.length);
}

import { Fault } from '../domain/fault';
import type { CreditLimit, DealClosure, DealTerms, Offer, Payout, Registration } from '../domain/financing';
import type { Space } from './space';

/** The records of one bank and one host of sellers: prices, terms, payouts, limits. */
export class PairBook {
  constructor(
    readonly space: Space,
    readonly bankMsp: string,
    readonly hostMsp: string,
  ) {}

  /** @throws Fault NOT_FOUND */
  offer(id: string): Promise<Offer> {
    return this.space.get<Offer>('OFFER', id);
  }

  findOffer(id: string): Promise<Offer | null> {
    return this.space.find<Offer>('OFFER', id);
  }

  putOffer(offer: Offer): void {
    this.space.put(offer, offer.id);
  }

  findLimit(core: string, currency: string): Promise<CreditLimit | null> {
    return this.space.find<CreditLimit>('CREDIT-LIMIT', `${core}\n${currency}`);
  }

  /** @throws Fault NOT_FOUND */
  async limit(core: string, currency: string): Promise<CreditLimit> {
    const limit = await this.findLimit(core, currency);
    if (limit === null) throw new Fault('NOT_FOUND', { kind: 'CREDIT-LIMIT', core, currency });
    return limit;
  }

  putLimit(limit: CreditLimit): void {
    this.space.put(limit, `${limit.core}\n${limit.currency}`);
  }

  findTerms(ask: string): Promise<DealTerms | null> {
    return this.space.find<DealTerms>('DEAL-TERMS', ask);
  }

  /** @throws Fault NOT_FOUND */
  terms(ask: string): Promise<DealTerms> {
    return this.space.get<DealTerms>('DEAL-TERMS', ask);
  }

  /** Stages the terms; answers their key and the SHA-256 of their stored bytes. */
  putTerms(terms: DealTerms): { readonly key: string; readonly hash: string } {
    this.space.put(terms, terms.ask);
    return this.space.sealOf(terms, terms.ask);
  }

  putRegistration(registration: Registration): void {
    this.space.put(registration, registration.ask);
  }

  /** Stages the payout; answers its key and the SHA-256 of its stored bytes. */
  putPayout(payout: Payout): { readonly key: string; readonly hash: string } {
    this.space.put(payout, payout.ask);
    return this.space.sealOf(payout, payout.ask);
  }

  findClosure(ask: string): Promise<DealClosure | null> {
    return this.space.find<DealClosure>('DEAL-CLOSURE', ask);
  }

  putClosure(closure: DealClosure): void {
    this.space.put(closure, closure.ask);
  }
}

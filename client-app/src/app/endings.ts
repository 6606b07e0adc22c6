import { compareDates, type Ask, type DealStatus } from '@tierline/chaincode/api';
import type { Desk } from './desk';
import { recordsNamed } from './records';
import { tokensOf, type TokenRow } from './tokens';

/**
 * How a deal can be ended, besides by its payment: FAIL, it was not paid in time; ABANDON, a payment in progress is given up, by both
 * sides or the regulator; RECOURSE, unpaid tokens go back to their seller; WRITE_OFF and RELEASE give the bank its limit back.
 */
export const ENDINGS = ['FAIL', 'ABANDON', 'RECOURSE', 'WRITE_OFF', 'RELEASE'] as const;
/** One of {@link ENDINGS}. */
export type Ending = (typeof ENDINGS)[number];

/** A deal that the desk's company can end. */
export interface EndableDeal {
  readonly ask: string;
  readonly seller: string;
  readonly bank: string;
  readonly faceMinor: bigint;
  readonly state: DealStatus;
  /** Company that wants to give the payment up; null when nobody does. */
  readonly abandonedBy: string | null;
  readonly endings: readonly Ending[];
}

const ENDED_BY_BANK: readonly DealStatus[] = ['COMPLETE', 'FAILED', 'RECOURSED'];
const ENDED_BY_BOTH: readonly DealStatus[] = ['ACCEPTED', 'REGISTERED', 'PAYING'];

/** The deals that the desk's company can end, each with the ways in which it can. The contract has the last word. */
export async function endableDealsOf(desk: Desk): Promise<readonly EndableDeal[]> {
  const { session, company, view } = desk;
  const bank = company.id;
  const isRegulator = company.roles.includes('regulator');
  const wanted = [
    { seller: company.id, dealState: ENDED_BY_BOTH },
    { bank, dealState: [...ENDED_BY_BOTH, ...ENDED_BY_BANK] },
    ...(isRegulator ? [{ dealState: ['PAYING'] }] : []),
  ];
  const found = await Promise.all(wanted.map((where) => session.books.all('ASK', { scope: view.scope, where })));
  const asks = [...new Map(found.flat().map(({ record }) => [record.id, record])).values()];
  const known = await recordsNamed(
    session.books,
    'DEAL-CLOSURE',
    asks.map(({ id }) => id),
  );
  const closed = new Set(known.map(({ ask }) => ask));
  const bought = asks.filter(({ id, deal }) => deal?.state === 'COMPLETE' && deal.bankCompany === bank && !closed.has(id));
  const tokens = await tokensOf(session.books, view.id, { origin: bought.map(({ id }) => id) });
  return asks.flatMap((ask) => {
    const endings = ENDINGS.filter((each) => !closed.has(ask.id) && isOpen(each, desk, ask, tokensFrom(tokens, ask)));
    return ask.deal === null || endings.length === 0 ? [] : [endable(ask, endings)];
  });
}

const tokensFrom = (rows: readonly TokenRow[], { id }: Ask): readonly TokenRow[] => rows.filter(({ token }) => token.origin === id);

function endable({ id, seller, faceMinor, deal }: Ask, endings: readonly Ending[]): EndableDeal {
  const { bankCompany = '', state = 'FAILED', abandonedBy = null } = deal ?? {};
  return { ask: id, seller, bank: bankCompany, faceMinor, state, abandonedBy, endings };
}

function isOpen(ending: Ending, desk: Desk, ask: Ask, tokens: readonly TokenRow[]): boolean {
  const { deal } = ask;
  if (deal === null) return false;
  const isBank = deal.bankCompany === desk.company.id;
  const isDefaulted = tokens.some(({ receivable }) => receivable.status === 'DEFAULTED');
  const isAlive = tokens.some(({ token }) => token.status === 'ACTIVE' || token.status === 'LOCKED');
  const rules: Readonly<Record<Ending, () => boolean>> = {
    FAIL: () => ['ACCEPTED', 'REGISTERED'].includes(deal.state) && deal.payoutDeadline <= desk.view.time.now,
    ABANDON: () => deal.state === 'PAYING' && deal.abandonedBy !== desk.company.id,
    RECOURSE: () => isBank && deal.state === 'COMPLETE' && ask.recourse && isDefaulted && isAlive,
    WRITE_OFF: () =>
      isBank && deal.state === 'COMPLETE' && isDefaulted && isAlive && compareDates(ask.lastPayDate, desk.view.time.today) < 0,
    RELEASE: () => isBank && (deal.state === 'FAILED' || deal.state === 'RECOURSED' || (deal.state === 'COMPLETE' && !isAlive)),
  };
  return rules[ending]();
}

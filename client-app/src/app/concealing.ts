import { Fault, faultIn, needFor, partsOfReceivableId, type FaultDetails, type TransactionSpec } from '@tierline/chaincode/api';
import { companyOf, isBankHere, type Desk } from './desk';
import type { DryRun } from './dryRun';
import { programView } from './programs';
import type { Session } from './session';
import { traceOf } from './trace';
import { viewerOf } from './visible';

/** Fields of orders that name private things, and what they name. */
const KIND_OF = {
  receivable: 'receivable',
  receivables: 'receivable',
  nettedIn: 'receivable',
  token: 'token',
  tokens: 'token',
  heldBack: 'token',
  ask: 'ask',
  offer: 'offer',
  transfer: 'transfer',
  transfers: 'transfer',
  reduction: 'reduction',
  bankReference: 'settlement',
} as const satisfies Readonly<Record<string, string>>;
type Kind = (typeof KIND_OF)[keyof typeof KIND_OF];

/** Fields by which an order names what it makes: nothing is there yet. */
const MADE: Readonly<Record<string, string>> = {
  'financing:ask': 'ask',
  'financing:offer': 'offer',
  'receivable:proposeReduction': 'reduction',
  'settlement:settle': 'bankReference',
  'token:assign': 'transfer',
};

/** A private thing that an order names. */
interface Named {
  readonly kind: Kind;
  readonly id: string;
}

/** What was ordered. */
export interface Ordered {
  readonly spec: Pick<TransactionSpec, 'name' | 'roles' | 'duties'>;
  readonly order: object;
}

/**
 * What a person is told of a refusal: of things that his company may not see that they are not there, in the same words whether they
 * are or not. Whoever reads for his whole organisation is told the refusal itself.
 */
export async function toldOf(session: Session, ordered: Ordered, refusal: Fault): Promise<Fault> {
  const hidden = await hiddenIn(session, ordered);
  return hidden.length === 0 ? refusal : ((await barOf(session, ordered)) ?? new Fault('NOT_FOUND', absence(hidden)));
}

/** What bars the person from a transaction whatever it names, in the contract's words; null when nothing does. */
async function barOf(session: Session, { spec }: Ordered): Promise<Fault | null> {
  const company = await orNull(() => companyOf(session));
  const need = company === null ? null : needFor(spec, company.roles, session.attributes.roles);
  return need === null ? null : new Fault('NOT_AUTHORISED', { need });
}

/** Asks for conditions, and tells of them as {@link toldOf} does. @param ask the dry run @throws Fault as it does, told in the same way */
export async function askedTelling(session: Session, ordered: Ordered, ask: () => Promise<DryRun>): Promise<DryRun> {
  let found: DryRun | Fault;
  try {
    found = await ask();
  } catch (error) {
    const fault = faultIn(error);
    if (fault === null) throw error;
    found = fault;
  }
  if (!(found instanceof Fault) && found.ok) return found;
  const hidden = await hiddenIn(session, ordered);
  const bar = hidden.length === 0 ? null : await barOf(session, ordered);
  if (bar !== null) throw bar;
  if (hidden.length > 0) {
    const details = absence(hidden) as DryRun['conditions'][number]['details'];
    return { ok: false, conditions: [{ condition: 'found', item: null, ok: false, code: 'NOT_FOUND', details }] };
  }
  if (found instanceof Fault) throw found;
  return found;
}

function absence(hidden: readonly Named[]): FaultDetails {
  const [first] = hidden;
  if (hidden.length === 1 && first !== undefined) return { ...first };
  return { items: hidden.map(({ kind, id }) => ({ item: id, code: 'NOT_FOUND', details: { kind } })) };
}

/** What an order names that the person may not see, or that is not there; nothing for who reads for his whole organisation. */
async function hiddenIn(session: Session, { spec: { name: transaction }, order }: Ordered): Promise<readonly Named[]> {
  const program = 'program' in order ? order.program : null;
  if (typeof program !== 'string' || (await readsForAll(session))) return [];
  const named = namesIn(order, MADE[transaction] ?? null);
  const desk = named.length === 0 ? null : await deskOf(session, program);
  if (desk === null) return [];
  // Who clears the program's payments settles and redeems for everybody.
  if (transaction.startsWith('settlement:') && session.identity.msp === desk.view.program.settlementBankMsp) return [];
  const seen = await Promise.all(named.map((each) => sees(desk, each)));
  return named.filter((_each, index) => seen[index] !== true);
}

async function readsForAll(session: Session): Promise<boolean> {
  try {
    return (await viewerOf(session)).company === null;
  } catch (error) {
    if (error instanceof Fault) return false;
    throw error;
  }
}

/** A seat from which only records are looked at, whatever the time; null for a program that the organisation does not know. */
async function deskOf(session: Session, program: string): Promise<Desk | null> {
  return orNull(async () => ({ session, company: await companyOf(session), view: await programView(session.books, program, 0) }));
}

/** Every private thing that an order names, each once. */
function namesIn(order: unknown, made: string | null): readonly Named[] {
  const found = new Map<string, Named>();
  const look = (value: unknown, field: string): void => {
    if (Array.isArray(value)) value.forEach((each) => look(each, field));
    else if (typeof value === 'object' && value !== null) Object.entries(value).forEach(([name, each]) => look(each, name));
    else if (typeof value === 'string' && field !== made && Object.hasOwn(KIND_OF, field)) {
      const kind = KIND_OF[field as keyof typeof KIND_OF];
      found.set(`${kind} ${value}`, { kind, id: value });
    }
  };
  look(order, '');
  return [...found.values()];
}

const SEES: Readonly<Record<Kind, (desk: Desk, id: string) => Promise<boolean>>> = {
  receivable: async (desk, id) => (await orNull(() => traceOf(desk, id))) !== null,
  token: async (desk, id) => (await orNull(() => traceOf(desk, id))) !== null,
  ask: seesAsk,
  offer: async (desk, id) => {
    const offer = (await desk.session.books.all('OFFER', { where: { offer: id } }))[0]?.record;
    if (offer === undefined) return false;
    return offer.bank === desk.company.id || (await askIn(desk, offer.ask))?.seller === desk.company.id;
  },
  transfer: async ({ session, company, view }, id) => {
    const transfer = (await session.books.find('TRANSFER', view.scope, id))?.record;
    return transfer !== undefined && [transfer.payer, transfer.payee].includes(company.id);
  },
  reduction: async ({ session, company, view }, id) => {
    const reduction = (await session.books.find('REDUCTION', view.scope, id))?.record;
    if (reduction === undefined) return false;
    const { schedule } = partsOfReceivableId(reduction.receivable);
    const claim = (await session.books.find('SCHEDULE', view.scope, schedule))?.record;
    return claim !== undefined && [claim.creditor, claim.debtor].includes(company.id);
  },
  settlement: () => Promise.resolve(false),
};

const sees = (desk: Desk, { kind, id }: Named): Promise<boolean> => SEES[kind](desk, id);

const askIn = async ({ session, view }: Desk, id: string) => (await session.books.find('ASK', view.scope, id))?.record ?? null;

/** The seller sees his ask; a bank what is open to it, and what it bought. */
async function seesAsk(desk: Desk, id: string): Promise<boolean> {
  const ask = await askIn(desk, id);
  if (ask === null || ask.seller === desk.company.id) return ask !== null;
  return isBankHere(desk) && (ask.status === 'OPEN' || ask.deal?.bankCompany === desk.company.id);
}

async function orNull<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Fault && ['NOT_FOUND', 'NOT_AUTHORISED'].includes(error.code)) return null;
    throw error;
  }
}

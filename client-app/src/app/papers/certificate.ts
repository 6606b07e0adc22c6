import { entitledMinor, formatAmount, lengthOf, paidOf, type TradeDocument } from '@tierline/chaincode/api';
import type { Moment } from '../../ports/books';
import type { Language, Paper, PaperTable } from '../../ports/documents';
import { companyNamed, type Desk } from '../desk';
import { scheduleOf } from '../receivables';
import { tokensNamed, type TokenRow } from '../tokens';
import { requireSeenToken } from '../worth';
import { viewerOf } from '../visible';
import { footOf } from './foot';
import { markOf, phrase } from './phrases';
import { stateWord } from './stateWords';

/** Where and when a certificate is made. */
export interface CertificateSetting {
  readonly language: Language;
  /** RFC 3339 UTC. */
  readonly madeAt: string;
  /** `https://host`: where the page is; the QR code leads to the receivable of the token there. */
  readonly origin: string;
}

/**
 * The certificate of a token: what it is, whose it is, and what proves it.
 * @throws Fault NOT_FOUND for a token that the caller's company may not see
 */
export async function certificateOf(desk: Desk, token: string, { language, madeAt, origin }: CertificateSetting): Promise<Paper> {
  const { session, view } = desk;
  const [row] = await tokensNamed(session.books, view.id, [token]);
  const { token: record } = row as TokenRow;
  await requireSeenToken(desk, token, record.owner);
  return {
    title: phrase('certificate', language),
    subtitle: token,
    mark: markOf(view.head.mode, language),
    facts: [...(await titleFacts(desk, row as TokenRow, language)), ...(await proofFacts(desk, row as TokenRow, language))],
    tables: (await seesDocuments(desk, row as TokenRow)) ? [documentsTable(row as TokenRow, view.program.currency, language)] : [],
    notes: [phrase('scan', language), phrase('holds', language)],
    qr: `${origin}/receivables/${record.receivable}?${new URLSearchParams({ program: view.id, token }).toString()}`,
    foot: footOf(view, madeAt, language),
    isWide: false,
  };
}

async function titleFacts({ session, view }: Desk, row: TokenRow, language: Language): Promise<Paper['facts']> {
  const { token, receivable, schedule } = row;
  const { currency } = view.program;
  const money = (minor: bigint): string => `${formatAmount(minor, currency)} ${currency}`;
  const named = async (id: string): Promise<string> => {
    const { name, identity } = await companyNamed(session, id);
    const doubt = identity.scheme === 'LOCAL' ? `, ${phrase('unverified', language)}` : '';
    return `${name} (${id}, ${identity.scheme} ${identity.value}${doubt})`;
  };
  return [
    [phrase('amount', language), money(lengthOf(token))],
    [phrase('amountPaid', language), money(entitledMinor({ ...paidOf(receivable), paidMinor: token.redeemedThroughMinor }, token))],
    [phrase('holder', language), await named(token.owner)],
    [phrase('debtor', language), await named(schedule.debtor)],
    [phrase('firstCreditor', language), await named(schedule.creditor)],
    [phrase('range', language), `[${formatAmount(token.from, currency)}, ${formatAmount(token.to, currency)})`],
    [phrase('tier', language), String(token.tier)],
    [phrase('due', language), receivable.dueDate],
    [phrase('pay', language), receivable.payDate ?? receivable.dueDate],
    [phrase('state', language), `${stateWord(token.status, language)} / ${stateWord(receivable.status, language)}`],
  ];
}

async function proofFacts(desk: Desk, { id, receivable }: TokenRow, language: Language): Promise<Paper['facts']> {
  const { confirmedBy, undertakingDigest } = receivable;
  const since = await lastChange(desk, id);
  return [
    [phrase('confirmed', language), confirmedBy === null ? '' : `${confirmedBy.on}, ${phrase('confirmedBy', language)}`],
    [phrase('undertaking', language), grouped(undertakingDigest ?? '')],
    [phrase('transaction', language), grouped(since?.transactionId ?? '')],
    [phrase('block', language), since === null ? '' : String(since.block)],
  ];
}

/** The transaction that gave the token its present form. */
async function lastChange({ session: { books }, view: { scope } }: Desk, id: string): Promise<Moment | null> {
  const own = await books.find('TOKEN', scope, id);
  return (own ?? (await books.find('RESTING', scope, scheduleOf(id.split(':')[0] ?? ''))))?.since ?? null;
}

/** Documents are shown to the parties of the claim and to an organisation's own company. */
async function seesDocuments({ session, company }: Desk, { schedule }: TokenRow): Promise<boolean> {
  return (await viewerOf(session)).company === null || [schedule.creditor, schedule.debtor].includes(company.id);
}

function documentsTable({ receivable }: TokenRow, currency: string, language: Language): PaperTable {
  const titles = (['type', 'number', 'date', 'amount', 'digest'] as const).map((name) => phrase(name, language));
  return {
    title: phrase('documents', language),
    columns: titles.map((title, index) => ({ title, isRight: index === 3 })),
    rows: receivable.documents.map((document) => documentCells(document, currency, language)),
    total: null,
  };
}

const documentCells = ({ type, number, issueDate, amountMinor, digest }: TradeDocument, currency: string, language: Language): string[] => [
  stateWord(type, language),
  number,
  issueDate,
  formatAmount(amountMinor, currency),
  grouped(digest),
];

/** Hex in groups, so that a line can end between them and people can compare them. */
const grouped = (hex: string): string => hex.replace(/(.{16})(?=.)/g, '$1 ');

import type { DealOnDesk, QuotedOffer, Receivable, Transfer } from '../api/answers';
import { sumOf } from '../format/money';
import { exactly, like, signedMoney, type Chosen, type Line } from './chosen';

/** What a core promises when it confirms: what is signed names its digest. */
export const UNDERTAKING =
  'We confirm that we owe this receivable in full and without set-off. On its payment date we pay it, irrevocably, to the holder of record.';

/** The invoice that a payment pays. */
export interface PaidInvoice {
  readonly number: string;
  readonly issueDate: string;
}

/** A payment as it was typed. */
export interface PaymentChosen {
  readonly payee: string;
  readonly amountMinor: string;
  readonly invoice: PaidInvoice;
}

/** Receivables whose title is confirmed. */
export async function confirmationChosen(rows: readonly Receivable[], currency: string): Promise<Chosen> {
  return {
    items: rows.map(({ receivable, faceMinor, creditor, dueDate }) =>
      exactly(`${receivable}: ${signedMoney(faceMinor, currency)} to ${creditor}, due ${dueDate}`),
    ),
    totalMinor: sumOf(rows.map(({ faceMinor }) => faceMinor)),
    terms: [exactly(`undertaking ${await digestOf(UNDERTAKING)}`)],
  };
}

/** A payment with tokens: which tokens, the server picks; they must come to the amount. */
export async function paymentChosen({ payee, amountMinor, invoice }: PaymentChosen, currency: string): Promise<Chosen> {
  const document = await digestOf(JSON.stringify({ amountMinor, issueDate: invoice.issueDate, number: invoice.number, type: 'INVOICE' }));
  const start = `: ${signedMoney(amountMinor, currency)} to ${payee} with `;
  const end = `, for document ${document}`;
  const is = (line: string): boolean => {
    const found = /^TRF-[A-Z0-9-]+(?<body>: .*), to accept by [\dT:Z-]+(?<end>, for document [0-9a-f]{64})$/.exec(line)?.groups;
    return found?.['end'] === end && carries(found['body'] ?? '', start, amountMinor);
  };
  return { items: [like(`…${start}…${end}`, is)], totalMinor: BigInt(amountMinor), terms: [] };
}

/** A payment that is accepted. */
export function acceptanceChosen({ transfer, payer, amountMinor }: Transfer, currency: string): Chosen {
  const start = `${transfer}: ${signedMoney(amountMinor, currency)} from ${payer} with `;
  const is = (line: string): boolean => carries(line.replace(/, for document [0-9a-f]{64}$/, ''), start, amountMinor);
  return { items: [like(`${start}…`, is)], totalMinor: BigInt(amountMinor), terms: [] };
}

/** An offer that is taken, with its whole price. */
export function saleChosen({ ask, offer, bank, recourse, quote }: QuotedOffer, account: string, currency: string): Chosen {
  return {
    items: quote.tokens.map(({ token }) => exactly(token)),
    totalMinor: BigInt(quote.faceMinor),
    terms: [
      `ask ${ask}`,
      `offer ${offer} of ${bank}`,
      `rate ${quote.ratePpm} parts per million a year`,
      `discount ${signedMoney(quote.discountMinor, currency)}`,
      `fees ${signedMoney(quote.feesMinor, currency)}`,
      `you receive ${signedMoney(quote.proceedsMinor, currency)} by ${quote.valueDate}`,
      `to account ${account}`,
      recourse ? 'with recourse' : 'without recourse',
    ].map(exactly),
  };
}

/** Title that a bank takes for what it has paid: which tokens, the deal says; they must come to its face. */
export function purchaseChosen({ ask, seller, faceMinor }: DealOnDesk, currency: string): Chosen {
  const worth = (line: string): bigint | null => {
    const [token = ''] = line.split(': ', 1);
    return line === `${token}: ${signedMoney(lengthOf(token), currency)} of ${seller}` ? lengthOf(token) : null;
  };
  return {
    items: { said: `…: ${signedMoney(faceMinor, currency)} of ${seller}`, worth },
    totalMinor: BigInt(faceMinor),
    terms: [exactly(`ask ${ask}`), digestLine('terms'), digestLine('payout')],
  };
}

const digestLine = (name: string): Line => like(`${name} …`, (line) => line.startsWith(`${name} `) && /^\S+ [0-9a-f]{64}$/.test(line));

const TOKEN = /^[A-Z0-9-]+:(\d+)-(\d+)$/;

/** What a token is worth, minor units, as its name says; 0 for what is no token. */
function lengthOf(token: string): bigint {
  const [, from = '0', to = '0'] = TOKEN.exec(token) ?? [];
  return BigInt(to) - BigInt(from);
}

/** Whether a line begins so and then names tokens that come to the amount. */
function carries(line: string, start: string, amountMinor: string): boolean {
  if (!line.startsWith(start)) return false;
  const tokens = line.slice(start.length).split(' and ');
  return tokens.every((token) => TOKEN.test(token)) && tokens.reduce((sum, token) => sum + lengthOf(token), 0n) === BigInt(amountMinor);
}

/** SHA-256 of a text, hex. */
async function digestOf(text: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

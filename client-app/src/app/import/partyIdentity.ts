import { createHash } from 'node:crypto';
import { isLei, isUscc, type IdentityScheme } from '@tierline/chaincode/api';

/** How a company is identified. */
export interface Identity {
  readonly scheme: IdentityScheme;
  readonly value: string;
}

/** The European Union's and the United Kingdom's prefixes with 8 to 12 characters, most of them digits (VIES). */
const VAT = /^(?:AT|BE|BG|CY|CZ|DE|DK|EE|EL|ES|FI|FR|GB|HR|HU|IE|IT|LT|LU|LV|MT|NL|PL|PT|RO|SE|SI|SK|XI)(?=(?:[A-Z]*\d){7})[0-9A-Z]{8,12}$/;
const LIKE_USCC = /^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/;
const LIKE_LEI = /^[0-9A-Z]{18}\d{2}$/;
const MAX_SLUG_CHARACTERS = 26;
const HASH_CHARACTERS = 12;

/** What a code is: a registration, one that is mistyped, or a number of the file's own making. */
export type CodeReading = Identity | 'mistyped' | 'own number';

/** Reads a code: USCC and LEI by form and check digits, VAT numbers by form. */
export function readCode(code: string): CodeReading {
  const plain = code
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s.-]/g, '');
  if (isUscc(plain)) return { scheme: 'USCC', value: plain };
  if (isLei(plain)) return { scheme: 'LEI', value: plain };
  if (VAT.test(plain)) return { scheme: 'VAT', value: plain };
  return LIKE_USCC.test(plain) || LIKE_LEI.test(plain) ? 'mistyped' : 'own number';
}

/** The id that a company of this registration is onboarded under: the same in every file. */
export function registeredId({ scheme, value }: Identity): string {
  return `${scheme}-${value}`;
}

/**
 * The LOCAL identity of a company without registration code: a readable part and 48 bits of a digest of its name, so that
 * the same name has the same identity in every file. Case, spaces and fullwidth forms make no difference.
 * @param scope whose numbers they are, when the name is only a number out of that company's books; else ''.
 */
export function localIdentity(name: string, scope: string): Identity {
  const compared = comparedName(name);
  const digest = createHash('sha256').update(`LOCAL\u001f${scope}\u001f${compared}`, 'utf8').digest('hex').toUpperCase();
  const slug = compared
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Z0-9]+/g, '-')
    .slice(0, MAX_SLUG_CHARACTERS)
    .replace(/^-+|-+$/g, '');
  return { scheme: 'LOCAL', value: `${slug === '' ? 'LOCAL' : slug}-${digest.slice(0, HASH_CHARACTERS)}` };
}

/** A name as it is compared: two that differ only in case, spaces or fullwidth forms are one. */
export function comparedName(name: string): string {
  return name.normalize('NFKC').toUpperCase().replace(/\s+/g, ' ').trim();
}

/** How a company is identified; LOCAL is a code of its host's own making, which nobody has verified. */
export const IDENTITY_SCHEMES = ['USCC', 'LEI', 'VAT', 'LOCAL'] as const;
/** One of {@link IDENTITY_SCHEMES}. */
export type IdentityScheme = (typeof IDENTITY_SCHEMES)[number];

/** GB 32100-2015: digits and letters without I, O, S, V and Z; a character's value is its place. */
const USCC_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const USCC = /^[1-9A-HJ-NPQRTUWXY][0-9A-HJ-NPQRTUWXY][0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}$/;
const LEI = /^[0-9A-Z]{18}[0-9]{2}$/;
const VAT = /^[A-Z]{2}[0-9A-Z]{2,13}$/;
const LOCAL = /^[A-Z0-9-]{4,40}$/;

/**
 * The 18th character of a Chinese unified social credit code (GB 32100-2015): 31 less the sum of each value times
 * 3^place modulo 31. Takes the first 17 characters, all of the code's alphabet.
 */
export function usccCheckCharacter(first17: string): string {
  let total = 0;
  let weight = 1;
  for (const character of first17) {
    total += USCC_ALPHABET.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return USCC_ALPHABET.charAt((31 - (total % 31)) % 31);
}

/** Whether the text is a unified social credit code: 18 characters, a numeric division code, the right check character. */
export function isUscc(text: string): boolean {
  return USCC.test(text) && usccCheckCharacter(text.slice(0, 17)) === text.charAt(17);
}

/** Whether the text is a legal entity identifier (ISO 17442): 20 characters that make 1 modulo 97, letters A = 10 to Z = 35. */
export function isLei(text: string): boolean {
  if (!LEI.test(text)) return false;
  let remainder = 0;
  for (const character of text) {
    const value = parseInt(character, 36);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder === 1;
}

/** Whether the text has the shape of a VAT number: a country's two letters and 2 to 13 letters or digits. */
export function isVat(text: string): boolean {
  return VAT.test(text);
}

/** Whether the value is well formed under the scheme; LOCAL takes 4 to 40 of `A-Z 0-9 -`. */
export function isIdentityCode(scheme: IdentityScheme, value: string): boolean {
  switch (scheme) {
    case 'USCC':
      return isUscc(value);
    case 'LEI':
      return isLei(value);
    case 'VAT':
      return isVat(value);
    case 'LOCAL':
      return LOCAL.test(value);
  }
}

import { wordOf, type Teller } from './teller';

/** Amounts that need more words than "X are needed and there are only Y". */
const EXCEEDS: Readonly<Record<string, Teller>> = {
  minimum: ({ have, need }, money) =>
    `${money(need)} cannot be cut out of these tokens: no part and no rest may be below the program's minimum of ${money(have)}. ` +
    'Choose another amount.',
  part: ({ have, need }, money) =>
    `A part of ${money(have)} is below the program's minimum of ${money(need)}: take more, or all of the token.`,
  wallet: ({ have, need }, money) =>
    `${money(need)} are needed and only ${money(have)} are free to be used now: see "tierline list tokens".`,
  tokens: ({ have, need, tokens }, money) =>
    `${money(need)} are needed and the ${wordOf(tokens)} largest tokens, the most for one time, are worth ${money(have)}: ` +
    'join tokens first, or do it in two parts.',
  'late interest': ({ have, need }, money) =>
    `${money(need)} are stated as late interest and only ${money(have)} have accrued: state less interest.`,
  'open credit note': ({ have, need }, money) =>
    `A credit note of ${money(need)} is open against the seller and only ${money(have)} are kept back: ask for less.`,
};

/** An amount that is too much, or too little: both figures and what to do. */
export const exceedsText: Teller = (details, money) => {
  const { limit, have, need, tokens } = details;
  const told = EXCEEDS[limit === 'minimum' && tokens === undefined ? 'part' : wordOf(limit)];
  if (have === undefined || need === undefined) return 'The amount is more than there is: change it.';
  return told?.(details, money) ?? `${money(need)} are needed and there are only ${money(have)}: change the amount.`;
};

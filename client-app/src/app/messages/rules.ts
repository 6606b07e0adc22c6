import { wordOf, type Teller } from './teller';

/** The rules of the policy table, and the two that stand outside it. */
const RULES: Readonly<Record<string, Teller>> = {
  'hard-tenor-months': ({ figure, found }) => `The due date ${wordOf(found)} must be after today and within ${wordOf(figure)} months`,
  'soft-tenor-months': ({ figure, found }) =>
    `The payment date ${wordOf(found)} is over ${wordOf(figure)} months away: the bank notes why that is reasonable (--tenor-note)`,
  'local-identity-demo-only': ({ found }) =>
    `The company ${wordOf(found)} has only an unverified (LOCAL) identity, which can be financed in DEMO programs alone: ` +
    'register its real code',
  calendar: ({ currency, date, from, to }) =>
    `The calendar of ${wordOf(currency)} is known from ${wordOf(from)} to ${wordOf(to)} and ${wordOf(date)} is outside: ` +
    'choose another date, or register a newer calendar',
  'late-interest': ({ figure, found }) =>
    `The agreed late interest of ${wordOf(found)} ppm a year is below the one-year prime rate of ${wordOf(figure)} ppm`,
};

/** A refusal by a dated rule: names it and its version. */
export const policyText: Teller = (details, money) => {
  const { rule, version, figure, found } = details;
  const told = RULES[wordOf(rule)]?.(details, money) ?? `The limit is ${wordOf(figure)} and ${wordOf(found)} was found`;
  return `${told} (rule ${wordOf(rule)}${version === undefined ? '' : `, version ${wordOf(version)}`}).`;
};

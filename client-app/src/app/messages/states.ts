import { oneOf, wordOf, type Teller } from './teller';

/** States that need more words than "it is X and must be Y". */
const STATES: Readonly<Record<string, Teller>> = {
  PAYMENT_WAITING: () => 'Money has arrived for this token and is not paid out yet: redeem it first.',
  NOTHING_WAITING: () => 'No money waits for this token: there is nothing to redeem.',
  DUE: ({ dueDate }) => `The due date ${wordOf(dueDate)} is reached: the token cannot be moved, split or sold any more, only redeemed.`,
  PAST: ({ until, now }) => `The time ${wordOf(until)} is over already, it is ${wordOf(now)}: choose a later one.`,
  LOCK_TOO_LONG: ({ until, dueDate }) =>
    `It would hold the token until ${wordOf(until)}, which is not before its due date ${wordOf(dueDate)}: choose an earlier time.`,
  CONTESTABLE: ({ until }) => `The seller may still contest the payout until ${wordOf(until)}: wait, or let the seller confirm receipt.`,
  PAST_DEADLINE: ({ deadline }) => `The deadline ${wordOf(deadline)} is over.`,
  BEFORE_DEADLINE: ({ deadline }) => `The payout deadline ${wordOf(deadline)} is not over yet: wait until then.`,
  CONTEST_TIME_OVER: ({ contestUntil }) => `The payout could be contested until ${wordOf(contestUntil)}.`,
  USED: ({ bankReference }) => `The bank reference ${wordOf(bankReference)} was used before: each payment has its own.`,
  STOPPED: () => 'The core is in payment default: nothing new is confirmed or financed until it has paid.',
  MOVED: ({ need }) => `A token has moved since: ${wordOf(need)} is needed.`,
  NOT_OVERPAID: () => 'Nothing was paid too much: there is nothing to refund.',
  REFUNDED: () => 'The refund is recorded already.',
  GIVEN_BACK: () => 'The limit of this deal was given back already.',
  OUTSTANDING: () => 'Tokens of this deal are not paid yet: the limit is given back when they are redeemed.',
  NOT_IN_DEFAULT: () => 'The receivable is not in default: only a claim in default is written off.',
  NO_DEAL: () => 'No offer has been taken for this ask.',
  ASKED: () => 'Your side has asked for this already: the other side must agree.',
  RECORDED: () => 'This is recorded already.',
  NO_OPEN_EVENT: () => 'No overdue payment is open for this receivable.',
  FOUNDED: () => 'The network is founded already.',
  ENROLLED_WITH_OTHER_ATTRIBUTES: ({ identity }) => `The name ${wordOf(identity)} belongs to another person already.`,
  EXISTS: (details) => `This id is taken${named(details)}: choose another.`,
  REGISTERED: ({ company, allowed }) =>
    company === undefined ? `It is REGISTERED; this needs ${oneOf(allowed)}.` : `The company ${wordOf(company)} is onboarded already.`,
};

/** A wrong state: what it is now, what it would have to be, and what to do where that is known. */
export const wrongStateText: Teller = (details, money) => {
  const { current, allowed, of, lockedBy, company } = details;
  const told = STATES[wordOf(current)]?.(details, money);
  if (told !== undefined) return told;
  if (lockedBy !== undefined) return `The token is held by ${wordOf(lockedBy)}: finish or withdraw that first.`;
  if (current === 'EXPIRED') return `Its time is over${timeOf(details)}: it can no longer be accepted.`;
  const subject = company === undefined ? (of === undefined ? 'It' : `The ${wordOf(of)}`) : `The company ${wordOf(company)}`;
  const need = Array.isArray(allowed) && allowed.length > 0 ? `this needs ${oneOf(allowed)}` : 'nothing leads there';
  return `${subject} is ${wordOf(current)}; ${need}.`;
};

const named = ({ kind, id, schedule, offer, program, proposal, of }: Parameters<Teller>[0]): string => {
  const word = wordOf(id ?? schedule ?? offer ?? program ?? proposal ?? '');
  const what = wordOf(kind ?? of ?? '').toLowerCase();
  return word === '' && what === '' ? '' : ` (${[what, word].filter((each) => each !== '').join(' ')})`;
};

const timeOf = ({ expiresAt, validUntil, lockedUntil }: Parameters<Teller>[0]): string => {
  const time = wordOf(expiresAt ?? validUntil ?? lockedUntil);
  return time === '' ? '' : ` since ${time}`;
};
